import { setTimeout as delay } from "node:timers/promises";

import { readClock } from "../../samples/chain/clock.ts";
import { formatSpan } from "../../samples/format/time.ts";
import { endOf, formatDay } from "../format/day.ts";
import { tradeLine } from "../show/trade.ts";
import type { Vault } from "../vault.ts";

import type { Keeper, Outcome } from "./keeper.ts";
import { NodeUnreachableError } from "./retry.ts";
import { tick } from "./tick.ts";

export interface LoopOptions {
  /** One look, and an end. */
  once: boolean;
  /** Milliseconds between two looks at most. */
  poll: number;
}

/** Looks at the vault again and again until the signal, or once. @returns what became of every epoch that something became of */
export async function keep(keeper: Keeper, { once, poll }: LoopOptions): Promise<Outcome[]> {
  const { signal, say, vault } = keeper;
  const outcomes: Outcome[] = [];
  let said = "";
  while (!signal.aborted) {
    const outcome = await look(keeper, once);
    if (outcome !== undefined) {
      const text = sentenceOf(outcome, vault);
      // The same again is no news, and neither is that nothing is due after what was just done.
      if (text !== said) say(text);
      said = outcome.kind === "waiting" ? text : sentenceOf({ kind: "idle", epoch: outcome.epoch }, vault);
      if (once || outcome.kind === "done" || outcome.kind === "lost") outcomes.push(outcome);
    }
    if (once || signal.aborted) break;
    await pause(keeper, outcome, poll);
  }
  return outcomes;
}

/** One look; undefined when it was ended by the signal, or by a node that did not answer for long. */
async function look(keeper: Keeper, once: boolean): Promise<Outcome | undefined> {
  try {
    return await tick(keeper);
  } catch (error) {
    if (keeper.signal.aborted) return undefined;
    if (once || !(error instanceof NodeUnreachableError)) throw error;
    keeper.say(error.what);
    return undefined;
  }
}

/** Until the next look: when the next day ends, but no longer than `poll`. */
async function pause(keeper: Keeper, outcome: Outcome | undefined, poll: number): Promise<void> {
  const { desk, signal, ask, say } = keeper;
  try {
    let wait = poll;
    if (outcome !== undefined && outcome.kind !== "waiting") {
      const { now } = await ask(async () => readClock(desk.connection.ethers.provider));
      const due = Number(endOf(outcome.epoch + 1n) - now);
      if (outcome.kind !== "idle") say(`The next proof is due in ${formatSpan(due)}.`);
      wait = Math.min(poll, Math.max(due, 1) * 1000);
    }
    await delay(wait, undefined, { signal });
  } catch (error) {
    if (!signal.aborted && !(error instanceof NodeUnreachableError)) throw error;
  }
}

/** An outcome for a person. */
export function sentenceOf(outcome: Outcome, vault: Vault): string {
  const day = formatDay(outcome.epoch);
  switch (outcome.kind) {
    case "done":
      return `${day} is done: target ${outcome.event.targetPercent} %, ${tradeLine(outcome.event, vault)}; fee ${vault.shares.format(outcome.event.feeShares)} (${outcome.gas} gas, ${outcome.transaction}).`;
    case "lost":
      return `${day} is done by another keeper, ${outcome.keeper}: nothing to send.`;
    case "idle":
      return `Nothing is due: the last proof is of ${day}.`;
    case "waiting":
      return `${day}: ${outcome.why}; ${outcome.remedy}.`;
  }
}
