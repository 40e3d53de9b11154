import { z } from "zod";

/** The chain as the next transaction would find it. */
export interface Clock {
  /** Unix seconds of the next block, near enough: the chain's time, or this machine's where that is later. */
  now: bigint;
  /** Number of the latest block. */
  block: number;
}

/** Of Hardhat, or of a wallet in a page. */
interface ClockProvider {
  getBlock(tag: "latest"): Promise<{ timestamp: number; number: number } | null>;
  send(method: string, params: unknown[]): Promise<unknown>;
}

const quantity = z.string().regex(/^0x[0-9a-fA-F]+$/);
/** A development node's pending block has no number, and ethers takes it for malformed: it is asked for without ethers. */
const pendingSchema = z.object({ timestamp: quantity.transform(Number) });

/** A development node may be ahead of real time after a forward, and behind it while nothing is mined: its pending block knows. */
export async function readClock(provider: ClockProvider): Promise<Clock> {
  const [latest, pending] = await Promise.all([
    provider.getBlock("latest"),
    provider
      .send("eth_getBlockByNumber", ["pending", false])
      .then((block) => pendingSchema.parse(block))
      .catch(() => undefined),
  ]);
  return {
    now: BigInt(Math.max(latest?.timestamp ?? 0, pending?.timestamp ?? 0)),
    block: latest?.number ?? 0,
  };
}
