import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Provider } from "ethers";
import { z } from "zod";

import { dateOf, dayOf } from "../../../models/trading-signal/closes.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import type { Undertaking } from "../../deployments/undertaking.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { isTransport } from "../../samples/chain/transport.ts";
import { addressSchema } from "../../samples/memory.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { VAULT } from "../dapp.ts";
import { latestRoundOf, openFeed } from "../feed/rounds.ts";
import type { Desk } from "../desk.ts";
import { playedSchema } from "../memory.ts";
import { readCloses } from "../practice/closes.ts";
import { deployPractice } from "../practice/world.ts";

export interface GroundArguments {
  practice?: boolean;
  from: string;
  stable?: string;
  risk?: string;
  feed?: string;
  pool?: string;
}

const groundSchema = z.object({
  stable: addressSchema,
  risk: addressSchema,
  feed: addressSchema,
  pool: addressSchema,
  practice: playedSchema.optional(),
});

/** What a vault is created on; addresses. */
export type Ground = z.infer<typeof groundSchema>;

/** Days of history that a feed of practice begins with; the model reads 29 closes. */
const HISTORY = 40;

const NAMES = ["stable", "risk", "feed", "pool"] as const;

/** The tokens, feed and pool that are named. @throws InputInvalidError, also when there is no feed */
export async function namedGround(args: GroundArguments, provider: Provider): Promise<Ground> {
  const address = (name: (typeof NAMES)[number]): string => {
    const text = args[name];
    if (text !== undefined) return parseAddress(text, `--${name}`);
    throw new InputInvalidError(
      `--${name}`,
      `a vault needs its ${NAMES.join(", ")}, and no ${name} was named`,
      "give all four addresses; or practise on a local node, where all of it is made for you: vault create --practice",
    );
  };
  const ground = {
    stable: address("stable"),
    risk: address("risk"),
    feed: address("feed"),
    pool: address("pool"),
  };
  await latestRoundOf(openFeed(ground.feed, provider)).catch((error: unknown) => {
    if (isTransport(error)) throw error;
    throw new InputInvalidError(
      "--feed",
      `there is no Chainlink feed with a latest round at ${ground.feed} on this network`,
      "check the address and --network; the proxy's address is the right one, not the aggregator's",
    );
  });
  return ground;
}

/** The world that an earlier run of the same undertaking has made, when the chain still has it; or else another. */
export async function keptGround(
  undertaking: Undertaking,
  { connection }: Pick<Desk, "connection">,
  make: () => Promise<Ground>,
): Promise<Ground> {
  const kept = await undertaking.kept("ground", groundSchema);
  if (kept !== undefined && (await connection.ethers.provider.getCode(kept.pool)) !== "0x") return kept;
  const made = await make();
  await undertaking.keep("ground", made);
  return made;
}

/** Makes tokens, feed and market on a development chain. @throws DevelopmentChainError, InputInvalidError */
export async function practiceGround(args: GroundArguments, desk: Desk): Promise<Ground> {
  requireDevelopment(VAULT, desk);
  for (const name of NAMES) {
    if (args[name] === undefined) continue;
    throw new InputInvalidError(
      `--${name}`,
      `--practice makes its own ${name}`,
      `leave out --${name}, or --practice`,
    );
  }
  const closes = await readCloses(desk.workspace);
  const last = closes.findIndex(({ date }) => date === args.from);
  if (last < HISTORY - 1) throw unknownStart(args.from, closes[HISTORY - 1]?.date, closes.at(-1)?.date);
  const maker = await makerOf(desk);
  const { now } = await readClock(desk.connection.ethers.provider);
  const shift = Number(now / 86_400n) - 1 - dayOf(args.from);
  const history = closes
    .slice(last - HISTORY + 1, last + 1)
    .map(({ day, price }) => ({ day: BigInt(day + shift), price }));
  desk.workspace.reporter.note(
    VAULT.model,
    `making a world of practice: yesterday, ${dateOf(dayOf(args.from) + shift)}, plays ${args.from}`,
  );
  const world = await deployPractice({ connection: desk.connection, maker, history });
  const { stable, risk, feed, pool } = world;
  return { stable, risk, feed, pool, practice: { ...world, shift } };
}

/** The last of the network's accounts moves the market, out of the way of those who play. */
async function makerOf({ connection }: Desk): Promise<HardhatEthersSigner> {
  const maker = (await connection.ethers.getSigners()).at(-1);
  if (maker !== undefined) return maker;
  throw new InputInvalidError("--network", "the network has no accounts", "practise on npx hardhat node");
}

function unknownStart(date: string, first: string | undefined, last: string | undefined): InputInvalidError {
  return new InputInvalidError(
    "--from",
    `the data has no day ${date} with ${HISTORY} days of history`,
    `give a day from ${first ?? ""} to ${last ?? ""}`,
  );
}
