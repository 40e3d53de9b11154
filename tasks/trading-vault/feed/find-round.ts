import type { Contract } from "ethers";

import { DayNotOverError, NoRoundError } from "./errors.ts";
import { FeedHistory } from "./history.ts";
import { numberOf, phaseOf, roundId } from "./rounds.ts";

const DAY = 86_400n;

/**
 * The feed's round that stood at the close of `day`, the one that PriceRing.observe takes: the last at or before 00:00 UTC after the day, of the
 * latest phase that had one by then.
 *
 * The steps grow backwards from the latest round and are then halved, so a day of the last weeks takes ten to twenty calls.
 * @param feed see `openFeed`; its runner has a provider
 * @param day days since 1970-01-01
 * @throws DayNotOverError while the chain's clock is before the close.
 * @throws NoRoundError when no round of the feed is that old.
 */
export async function roundAtClose(feed: Contract, day: bigint): Promise<bigint> {
  return roundInHistory(await FeedHistory.open(feed), day);
}

/** As `roundAtClose`, for several days of one feed. */
export async function roundInHistory(history: FeedHistory, day: bigint): Promise<bigint> {
  const { now, latest } = history;
  const moment = (day + 1n) * DAY;
  if (now < moment) throw new DayNotOverError(day, moment - now);
  if (latest.updatedAt <= moment) return latest.id;

  const stood = async (phase: bigint, number: bigint) => {
    const updatedAt = await history.updatedAt(phase, number);
    return updatedAt !== undefined && updatedAt <= moment;
  };
  const phase = phaseOf(latest.id);
  const number = await backwards(numberOf(latest.id), async (candidate) => {
    const updatedAt = await history.updatedAt(phase, candidate);
    // A feed whose ids skip numbers has nothing further back that could be reached through them.
    return updatedAt === undefined || updatedAt <= moment;
  });
  if (number !== 0n && (await stood(phase, number))) return roundId(phase, number);

  for (let earlier = phase - 1n; earlier >= 0n; earlier--) {
    if (!(await stood(earlier, 1n))) continue;
    return roundId(earlier, await forwards((candidate) => stood(earlier, candidate)));
  }
  throw new NoRoundError(await history.feed.getAddress(), day);
}

/** The last number below `end` for which `holds` is true, 0 when there is none; it must be true up to some number and false from there. */
async function backwards(end: bigint, holds: (number: bigint) => Promise<boolean>): Promise<bigint> {
  let above = end;
  for (let step = 1n; above - step >= 1n; step *= 2n) {
    if (await holds(above - step)) return between(above - step, above, holds);
    above -= step;
  }
  return between(0n, above, holds);
}

/** The last number for which `holds` is true, where it is true for 1. */
async function forwards(holds: (number: bigint) => Promise<boolean>): Promise<bigint> {
  let below = 1n;
  while (await holds(below * 2n)) below *= 2n;
  return between(below, below * 2n, holds);
}

/** Halves the distance between a number for which `holds` is true and one for which it is not. */
async function between(
  below: bigint,
  above: bigint,
  holds: (number: bigint) => Promise<boolean>,
): Promise<bigint> {
  while (above - below > 1n) {
    const middle = (below + above) / 2n;
    if (await holds(middle)) below = middle;
    else above = middle;
  }
  return below;
}
