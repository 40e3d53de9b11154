import { Contract, type ContractRunner } from "ethers";
import { z } from "zod";

const FEED_ABI = [
  "function getRoundData(uint80) view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
];

/** roundId, answer, startedAt, updatedAt, answeredInRound. */
const roundSchema = z.tuple([z.bigint(), z.bigint(), z.bigint(), z.bigint(), z.bigint()]);

const PHASE_BITS = 64n;

/** Chainlink's price feed at `address`, for reading its rounds. */
export function openFeed(address: string, runner: ContractRunner): Contract {
  return new Contract(address, FEED_ABI, runner);
}

/** Id of a feed's round: each aggregator behind the feed is a phase and numbers its rounds from 1. */
export const roundId = (phase: bigint, number: bigint): bigint => (phase << PHASE_BITS) | number;

export const phaseOf = (id: bigint): bigint => id >> PHASE_BITS;

export const numberOf = (id: bigint): bigint => id & ((1n << PHASE_BITS) - 1n);

/** When a round came, in unix seconds; undefined when the feed has no such round. Some aggregators say so by a revert, some by zeros. */
export async function updatedAtOf(feed: Contract, id: bigint): Promise<bigint | undefined> {
  try {
    const [, , , updatedAt] = roundSchema.parse(await feed.getFunction("getRoundData").staticCall(id));
    return updatedAt === 0n ? undefined : updatedAt;
  } catch (error) {
    if (isRevert(error)) return undefined;
    throw error;
  }
}

/** The feed's latest round. */
export async function latestRoundOf(feed: Contract): Promise<{ id: bigint; updatedAt: bigint }> {
  const [id, , , updatedAt] = roundSchema.parse(await feed.getFunction("latestRoundData").staticCall());
  return { id, updatedAt };
}

/** Whether the chain answered that the call fails, which is not the same as a node that does not answer. */
function isRevert(error: unknown): boolean {
  return (error as { code?: unknown }).code === "CALL_EXCEPTION" || /revert/i.test(String(error));
}
