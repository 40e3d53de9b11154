import { ZeroAddress } from "ethers";
import { z } from "zod";

import type { Contest } from "../open-contest.ts";

import type { Terms } from "./terms.ts";

const OUTCOMES = ["undecided", "won", "void"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const BASIS_POINTS = 10_000n;

const placeSchema = z.object({ ticket: z.bigint(), singer: z.string(), score: z.bigint() });
export type Place = z.infer<typeof placeSchema>;

/** A contest's state beyond its terms; amounts in the currency's smallest unit. */
export interface State {
  outcome: Outcome;
  /** Fees of the tickets whose melody was drawn. */
  pool: bigint;
  ticketCount: bigint;
  openChallenges: bigint;
  /** Unix seconds. */
  closableAt: bigint;
  /** The best eight, best first; fewer while fewer stand. The first three are paid. */
  places: Place[];
}

export async function readState({ contract }: Contest): Promise<State> {
  const number = async (name: string): Promise<bigint> =>
    z.bigint().parse(await contract.getFunction(name).staticCall());
  const [outcome, pool, ticketCount, openChallenges, closableAt] = await Promise.all(
    ["outcome", "pool", "ticketCount", "openChallenges", "closableAt"].map(number),
  );
  const answer = (await contract.getFunction("standings").staticCall()) as { toObject(): unknown }[];
  const places = answer.map((place) => placeSchema.parse(place.toObject()));
  return {
    outcome: OUTCOMES[Number(outcome)] ?? "undecided",
    pool: pool ?? 0n,
    ticketCount: ticketCount ?? 0n,
    openChallenges: openChallenges ?? 0n,
    closableAt: closableAt ?? 0n,
    places: places.filter(({ singer }) => singer !== ZeroAddress),
  };
}

/** Places that are paid; those behind them move up when one is struck. */
export const PAID_PLACES = 3;

/** How a pool is divided among places as they stand, by the contract's own rule. */
export interface Division {
  host: bigint;
  /** By place; zero for one below the threshold. */
  prizes: bigint[];
}

/**
 * The host's share first; the second and third place their parts of the rest, rounded down, where they reached the threshold; all
 * that is left to the first. Nobody gets anything while the first is below the threshold.
 */
export function divide(
  { hostShare, split, threshold }: Terms,
  pool: bigint,
  places: readonly Place[],
): Division {
  const [first] = places;
  if (first === undefined || first.score < threshold) return { host: 0n, prizes: places.map(() => 0n) };
  const host = (pool * hostShare) / BASIS_POINTS;
  const prize = pool - host;
  const parts = places.map(({ score }, place) =>
    place === 0 || score < threshold ? 0n : (prize * (split[place] ?? 0n)) / BASIS_POINTS,
  );
  return { host, prizes: parts.with(0, prize - parts.reduce((sum, part) => sum + part, 0n)) };
}
