import { formatMoment } from "../../samples/format/time.ts";
import { endOf, formatDay } from "../format/day.ts";
import { isDue } from "../read/due.ts";
import type { State } from "../read/state.ts";

/** How a vault stands and what that means, in sentences. @param now unix seconds */
export function standingOf(state: State, now: bigint): string {
  const { lastEpoch, currentEpoch, dormant, dormantAfter, paused } = state;
  if (paused) {
    return "Paused by its owner: no proofs and no deposits are taken. Leaving is as always: vault withdraw, vault exit.";
  }
  if (dormant) {
    return `Dormant: no proof since ${formatDay(lastEpoch)}, more than ${dormantAfter} days. No deposits are taken; leave freely, or wake it: vault rebalance.`;
  }
  if (isDue(state)) {
    const late = currentEpoch - lastEpoch - 1n;
    const missed = late === 0n ? "" : ` (${late} ${late === 1n ? "day" : "days"} before it without one)`;
    return `A proof of ${formatDay(currentEpoch)} is due${missed}: vault rebalance.`;
  }
  return `Up to date: the last proof is of ${formatDay(lastEpoch)}; the next is due ${formatMoment(endOf(currentEpoch + 1n), now)}.`;
}
