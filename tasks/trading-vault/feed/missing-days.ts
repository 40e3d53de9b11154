import type { Contract } from "ethers";

import { roundInHistory } from "./find-round.ts";
import { FeedHistory } from "./history.ts";

/** Closes that a window of 28 returns lies between. */
const CLOSES = 29n;

/**
 * The days among the 29 closes of the window ending on `last` that the ring has not recorded, oldest first.
 * @param ring a PriceRing
 */
export async function missingDays(ring: Contract, last: bigint): Promise<bigint[]> {
  const days = Array.from({ length: Number(CLOSES) }, (_, index) => last + 1n - CLOSES + BigInt(index));
  const known = await Promise.all(
    days.map(async (day) => Boolean(await ring.getFunction("isKnown").staticCall(day))),
  );
  return days.filter((_, index) => !known[index]);
}

/**
 * What PriceRing.observe takes so that the window ending on `last` is whole: `rounds` of the days from `firstDay` to `last`. A day between that is
 * known already is passed over by the ring and has 0 here. Nothing missing gives no rounds.
 * @param feed the ring's feed, see `openFeed`
 * @throws DayNotOverError, NoRoundError as `roundAtClose`.
 */
export async function roundsToObserve(
  ring: Contract,
  feed: Contract,
  last: bigint,
): Promise<{ firstDay: bigint; rounds: bigint[] }> {
  const missing = new Set(await missingDays(ring, last));
  const [firstDay = last] = missing;
  const rounds: bigint[] = [];
  if (missing.size > 0) {
    const history = await FeedHistory.open(feed);
    for (let day = firstDay; day <= last; day++) {
      rounds.push(missing.has(day) ? await roundInHistory(history, day) : 0n);
    }
  }
  return { firstDay, rounds };
}
