import type { HardhatHooks } from "hardhat/types/hooks";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest } from "hardhat/types/providers";

import { toBeHex } from "ethers";
import { z } from "zod";

/** Seconds between blocks, unless a story sets the clock itself. */
const BLOCK_SECONDS = 1n;

/** After these another block is the next, or its time was to be another. */
const MOVES = new Set([
  "eth_sendTransaction",
  "eth_sendRawTransaction",
  "evm_mine",
  "evm_revert",
  "evm_increaseTime",
  "hardhat_mine",
]);

const blockSchema = z.object({ timestamp: z.string().transform(BigInt) });

/**
 * Takes this machine's clock out of a simulated chain: each block comes one second after the one before it, unless its
 * time was set. From a first block of a fixed date (`initialDate`), the same transactions then make the same blocks, and
 * so the same hashes, each time. What is drawn from a block's hash is the same in each run of a story.
 *
 * Hashes differ from the first transaction on that carries something random, such as a proof.
 *
 * @param connection a network of type "edr-simulated"
 * @returns what ends it, for a project that goes on with other chains
 */
export async function makeSteady(
  { hooks }: Pick<HardhatRuntimeEnvironment, "hooks">,
  connection: NetworkConnection,
): Promise<() => void> {
  const ask = async (method: string, ...params: unknown[]): Promise<unknown> =>
    connection.provider.request({ method, params });
  const setNext = async (ahead = 0n): Promise<void> => {
    const { timestamp } = blockSchema.parse(await ask("eth_getBlockByNumber", "latest", false));
    await ask("evm_setNextBlockTimestamp", toBeHex(timestamp + BLOCK_SECONDS + ahead));
  };
  const handlers: Partial<HardhatHooks["network"]> = {
    onRequest: async (context, of, request, next) => {
      const response = await next(context, of, request);
      if (of.id === connection.id && MOVES.has(request.method))
        await setNext(request.method === "evm_increaseTime" ? secondsOf(request) : 0n);
      return response;
    },
  };
  hooks.registerHandlers("network", handlers);
  await setNext();
  return () => hooks.unregisterHandlers("network", handlers);
}

function secondsOf({ params }: JsonRpcRequest): bigint {
  const [seconds] = z.tuple([z.union([z.string(), z.number()])]).parse(params);
  return BigInt(seconds);
}
