import type { Terms } from "../../../tasks/singing-contest/read/terms.ts";

import type { Standing } from "./use-contest.ts";

/** Blocks that a chain remembers the hashes of. */
const DRAW_WINDOW = 256n;

/** The account's first ticket whose fee it may have back: undrawn for too long, or drawn in a contest that nobody won. */
export function refundable(
  { tickets, state, clock }: Standing,
  { submissionsCloseAt }: Terms,
): bigint | undefined {
  const next = BigInt(clock.block) + 1n;
  return tickets.find(({ refunded, melody, drawBlock, challenge }) => {
    if (refunded) return false;
    if (melody === undefined) return next > drawBlock + DRAW_WINDOW || clock.now >= submissionsCloseAt;
    return state.outcome === "void" && challenge !== "struck";
  })?.ticket;
}
