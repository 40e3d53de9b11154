import { z } from "zod";

import { modelInput, returnsOf, WINDOW } from "../../models/trading-signal/returns.ts";

import { roundsToObserve } from "./feed/missing-days.ts";
import type { OpenVault } from "./open-vault.ts";

/** The model's input at the close of a day, and what the ring must be told so that the vault computes the same. */
export interface Window {
  epoch: bigint;
  /** Rounds of the days up to and with the epoch; empty where the ring knows the window. */
  rounds: bigint[];
  /** WINDOW + 1 closes, oldest first, with the feed's decimals. */
  closes: bigint[];
  /** WINDOW returns, oldest first, in 2^-16. */
  returns: bigint[];
  /** The same for the engine. */
  input: number[];
}

const answerSchema = z.tuple([z.bigint(), z.bigint()]).rest(z.unknown());

/** Reads the closes from the ring where it has them and from the feed's history where not. @throws DayNotOverError, NoRoundError, ReturnsInvalidError */
export async function readWindow({ ring, feed }: OpenVault, epoch: bigint): Promise<Window> {
  const { firstDay, rounds } = await roundsToObserve(ring, feed, epoch);
  const closes: bigint[] = [];
  for (let day = epoch - BigInt(WINDOW); day <= epoch; day++) {
    const round = rounds[Number(day - firstDay)] ?? 0n;
    // A day before the first missing one has no round here, a known one after it has zero.
    closes.push(day < firstDay || round === 0n ? await closeOf(ring, day) : await answerOf(feed, round));
  }
  const returns = returnsOf(closes);
  return { epoch, rounds, closes, returns, input: modelInput(returns) };
}

async function closeOf(ring: OpenVault["ring"], day: bigint): Promise<bigint> {
  return z.bigint().parse(await ring.getFunction("closeOf").staticCall(day));
}

async function answerOf(feed: OpenVault["feed"], round: bigint): Promise<bigint> {
  const [, answer] = answerSchema.parse(await feed.getFunction("getRoundData").staticCall(round));
  return answer;
}
