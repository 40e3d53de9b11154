import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { decisionDays, HOLDOUT_START } from "../../models/trading-signal/backtest/decision-days.ts";
import { dateOf, parseCloses } from "../../models/trading-signal/closes.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { openFloatModel } from "../../tasks/trading-vault/backtest/float-model.ts";
import { firstOfDays, WANTED } from "../record/vault-days.ts";

/**
 * Moves the days of test/vectors/trading-vault/request.json to hold-out days on which the model lets a vault do what the tests want to see.
 * Where the present ones still do, they stay. `npm run record -- trading-vault` runs this.
 */
const ROOT = join(import.meta.dirname, "..", "..");
const REQUEST = join(ROOT, "test/vectors/trading-vault/request.json");

const requestSchema = z.object({
  why: z.string(),
  firstDay: z.number().int(),
  proofs: z.array(
    z.object({
      ...{ name: z.string(), account: z.string() },
      ...{ epoch: z.number().int(), windowEnds: z.number().int(), unitOff: z.number().int().optional() },
    }),
  ),
});

const request = requestSchema.parse(JSON.parse(readFileSync(REQUEST, "utf8")));
const model = await loadModel(
  { models: [join(ROOT, "models")], output: "", generated: "", types: "" },
  "trading-signal",
);
const closes = parseCloses(readFileSync(join(model.directory, "data/eth-usd-close.csv"), "utf8"));
const days = decisionDays(closes, HOLDOUT_START);
const allocations = await (await openFloatModel(model))(days.map(({ rounded }) => rounded));
const decisions = days.map(({ price }, index) => ({ price, allocation: allocations[index] ?? NaN }));

const first = firstOfDays(
  decisions,
  days.findIndex(({ day }) => day === request.firstDay),
);
const begin = first === undefined ? undefined : days[first];
if (first === undefined || begin === undefined)
  throw new Error(`there are no hold-out days on which a vault ${WANTED.join(", then ")}`);
const moved = begin.day - request.firstDay;
const percents = allocations.slice(first, first + WANTED.length).map((value) => Math.round(100 * value));
const proofs = request.proofs.map((proof) => ({
  ...proof,
  epoch: proof.epoch + moved,
  windowEnds: proof.windowEnds + moved,
}));
const why = `hold-out days in a row from ${dateOf(begin.day)} on: the model's targets are ${percents.join(", ")} percent, so a vault ${WANTED.join(", ")}`;
writeFileSync(REQUEST, `${JSON.stringify({ why, firstDay: begin.day, proofs }, null, 2)}\n`);
console.log(why);
process.exit(0); // the runtime's worker would keep the process
