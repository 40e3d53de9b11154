import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { parseCloses } from "../../models/trading-signal/closes.ts";
import { modelInput, returnsOf, WINDOW } from "../../models/trading-signal/returns.ts";

/**
 * Prints the model's input of each proof that a request for the vault names, as JSON: name to 28 numbers. `windowEnds` is the window's last
 * day; `unitOff` names a return that is made one raw unit larger than the prices say.
 */
const requestSchema = z.object({
  proofs: z.array(
    z.object({
      name: z.string(),
      windowEnds: z.number().int(),
      unitOff: z.number().int().optional(),
    }),
  ),
});

const CLOSES = join(import.meta.dirname, "../../models/trading-signal/data/eth-usd-close.csv");

const [, , file] = process.argv;
if (file === undefined) throw new Error("usage: node vault-windows.ts request.json");
const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const closes = parseCloses(readFileSync(CLOSES, "utf8"));

function windowEnding(day: number): bigint[] {
  const last = closes.findIndex((close) => close.day === day);
  if (last < WINDOW) throw new Error(`the series has no window that ends on day ${day}`);
  return returnsOf(closes.slice(last - WINDOW, last + 1).map(({ price }) => price));
}

console.log(
  JSON.stringify(
    Object.fromEntries(
      proofs.map(({ name, windowEnds, unitOff }) => {
        const raws = windowEnding(windowEnds);
        if (unitOff !== undefined) raws[unitOff] = raws[unitOff]! + 1n;
        return [name, modelInput(raws)];
      }),
    ),
  ),
);
