import type { Provider } from "ethers";

/** The chain as the next transaction would find it. */
export interface Clock {
  /** Unix seconds of the next block, near enough: the chain's time, or this machine's where that is later. */
  now: bigint;
  /** Number of the latest block. */
  block: number;
}

/** A development node may be ahead of real time after a forward, and behind it while nothing is mined: its pending block knows. */
export async function readClock(provider: Provider): Promise<Clock> {
  const [latest, pending] = await Promise.all([
    provider.getBlock("latest"),
    provider.getBlock("pending").catch(() => null),
  ]);
  return {
    now: BigInt(Math.max(latest?.timestamp ?? 0, pending?.timestamp ?? 0)),
    block: latest?.number ?? 0,
  };
}
