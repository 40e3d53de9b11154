import { z } from "zod";

/** What entrants agreed to, as the contract tells it; amounts in the currency's smallest unit. */
export const termsSchema = z.object({
  /** Zero for the chain's own currency. */
  token: z.string(),
  fee: z.bigint(),
  challengeBond: z.bigint(),
  host: z.string(),
  /** Basis points of the pool. */
  hostShare: z.bigint(),
  /** Basis points by place. */
  split: z.tuple([z.bigint(), z.bigint(), z.bigint()]),
  /** Unix seconds. */
  entriesCloseAt: z.bigint(),
  submissionsCloseAt: z.bigint(),
  /** Seconds. */
  disputeWindow: z.bigint(),
  /** 1e18 is a perfect score. */
  threshold: z.bigint(),
  cap: z.bigint(),
});

export type Terms = z.infer<typeof termsSchema>;

/** When the phases end, unix seconds. */
export function phasesOf({ entriesCloseAt, submissionsCloseAt, disputeWindow }: Terms): {
  entriesCloseAt: bigint;
  submissionsCloseAt: bigint;
  challengesCloseAt: bigint;
  revealsCloseAt: bigint;
} {
  const challengesCloseAt = submissionsCloseAt + disputeWindow;
  return {
    entriesCloseAt,
    submissionsCloseAt,
    challengesCloseAt,
    revealsCloseAt: challengesCloseAt + disputeWindow,
  };
}
