import { z } from "zod";

import { EzklError } from "../../../src/errors/base.ts";
import { FundsError, RefusedError } from "../../samples/errors.ts";
import { DayNotOverError, NoRoundError } from "../feed/errors.ts";
import { formatDay } from "../format/day.ts";
import type { Decision } from "../prove.ts";
import { isDue } from "../read/due.ts";
import { readState } from "../read/state.ts";
import { readWindow, type Window } from "../window.ts";

import type { Pending } from "./journal.ts";
import type { Keeper, Outcome } from "./keeper.ts";
import { failed, follow, outcomeOf, prepare, sendOnce, winnerOf } from "./transaction.ts";

/** One look at the vault, and what it calls for: at most one transaction an epoch, whatever happened before. */
export async function tick(keeper: Keeper): Promise<Outcome> {
  const noted = await keeper.journal.read();
  const settled = noted === undefined ? undefined : await resume(keeper, noted);
  if (settled !== undefined) return settled;

  const { vault, ask, say } = keeper;
  const state = await ask(async () => readState(vault));
  const epoch = state.currentEpoch;
  if (state.paused) {
    return {
      ...{ kind: "waiting", epoch },
      why: "the vault is paused",
      remedy: "its owner can end that; leaving is possible all the time",
    };
  }
  if (!isDue(state)) return { kind: "idle", epoch: state.lastEpoch };
  try {
    const window = await ask(async () => readWindow(vault, epoch));
    const decision = reusable(keeper, noted, epoch) ?? (await proven(keeper, window));
    const pending = await prepare(keeper, window, decision);
    say(`Sending it from ${keeper.account.address} with nonce ${pending.nonce}.`);
    return await sendOnce(keeper, pending);
  } catch (error) {
    return inTheWay(keeper, error, epoch);
  }
}

/** What became of a transaction that an earlier keeper noted; undefined when this epoch still needs one. */
async function resume(keeper: Keeper, noted: Pending): Promise<Outcome | undefined> {
  const { desk, vault, ask, journal, say } = keeper;
  const { provider } = desk.connection.ethers;
  const epoch = BigInt(noted.epoch);
  const current = await ask(async () =>
    z.bigint().parse(await vault.contract.getFunction("currentEpoch").staticCall()),
  );
  if (noted.from !== keeper.account.address || noted.to !== vault.address) return undefined;
  if (noted.failed) {
    if (epoch === current) return failed(epoch);
    await journal.clear();
    return undefined;
  }
  const next = await ask(async () => provider.getTransactionCount(noted.from, "pending"));
  const mined = await ask(async () => provider.getTransactionCount(noted.from, "latest"));
  if (noted.nonce > next) {
    say("The chain does not know of the transactions before the noted one: it was started anew.");
    await journal.clear();
    return undefined;
  }
  if (mined > noted.nonce) {
    say(`A transaction of ${formatDay(epoch)} was noted; looking what became of it.`);
    const outcome = await outcomeOf(keeper, noted);
    if (epoch < current) return void (await journal.clear());
    return outcome;
  }
  // Of a day that is over: it can only be refused, and the next one takes its nonce.
  if (epoch < current) return undefined;
  // Not among those that wait: it never arrived, and is sent again with the same nonce, after another look at the vault.
  if (noted.nonce >= next) return undefined;
  say(`A transaction of ${formatDay(epoch)} is on its way; waiting for it.`);
  return follow(keeper, noted);
}

/** The proof in a noted transaction that never arrived: no need to make it again. */
function reusable(
  { vault, account }: Keeper,
  noted: Pending | undefined,
  epoch: bigint,
): Pick<Decision, "proof" | "instances"> | undefined {
  if (noted === undefined || noted.from !== account.address || noted.to !== vault.address) return undefined;
  const args = vault.contract.interface.parseTransaction({ data: noted.data })?.args;
  const parsed = z
    .tuple([z.bigint(), z.unknown(), z.unknown(), z.string(), z.array(z.bigint())])
    .safeParse(args?.toArray(true));
  if (!parsed.success || parsed.data[0] !== epoch) return undefined;
  return { proof: parsed.data[3], instances: parsed.data[4] };
}

async function proven(keeper: Keeper, window: Window): Promise<Decision> {
  const { length } = window.rounds;
  const closes = length === 0 ? "" : `, with ${length === 1 ? "its close" : `${length} closes`} to record`;
  keeper.say(`A proof of ${formatDay(window.epoch)} is due${closes}.`);
  const decision = await keeper.prove(window);
  const percent = (100 * Number(decision.allocation)) / 2 ** decision.scale;
  keeper.say(`The model's decision is ${percent.toFixed(1)} %, proven in ${decision.seconds.toFixed(1)} s.`);
  return decision;
}

/** What only time can mend is an outcome; anything else ends the keeper. */
async function inTheWay(keeper: Keeper, error: unknown, epoch: bigint): Promise<Outcome> {
  if (error instanceof RefusedError && error.refusal === "VaultEpochDone") {
    const winner = await winnerOf(keeper, epoch);
    if (winner !== undefined) return winner;
  }
  const known = [RefusedError, FundsError, DayNotOverError, NoRoundError].some(
    (kind) => error instanceof kind,
  );
  if (!known || !(error instanceof EzklError)) throw error;
  return { kind: "waiting", epoch, why: error.what, remedy: error.remedy };
}
