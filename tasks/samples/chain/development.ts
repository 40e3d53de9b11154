import { toBeHex, toQuantity } from "ethers";

import { DEVELOPMENT_CHAIN } from "../../../src/deployments/local-chains.ts";
import type { Dapp } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import { DevelopmentChainError } from "../errors.ts";

type Chain = Pick<Desk, "chainId" | "connection">;

/** @throws DevelopmentChainError when time moves by itself on this chain */
export function requireDevelopment(dapp: Dapp, { chainId, connection }: Chain): void {
  if (chainId !== DEVELOPMENT_CHAIN) throw new DevelopmentChainError(dapp, chainId, connection.networkName);
}

/** Mines a block at this second, unless the chain is there already. @param at unix seconds */
export async function moveClock(dapp: Dapp, chain: Chain, at: bigint): Promise<void> {
  const latest = await chain.connection.ethers.provider.getBlock("latest");
  if (BigInt(latest?.timestamp ?? 0) >= at) return;
  await ask(dapp, chain, "evm_setNextBlockTimestamp", [toBeHex(at)]);
  await mineBlocks(dapp, chain, 1n);
}

/** Mines this many blocks. */
export async function mineBlocks(dapp: Dapp, chain: Chain, count: bigint): Promise<void> {
  await ask(dapp, chain, "hardhat_mine", [toQuantity(count)]);
}

async function ask(dapp: Dapp, chain: Chain, method: string, params: unknown[]): Promise<void> {
  try {
    await chain.connection.provider.request({ method, params });
  } catch (error) {
    if (/not (found|supported|available)|does not exist|unsupported/i.test(String(error)))
      throw new DevelopmentChainError(dapp, chain.chainId, chain.connection.networkName);
    throw error;
  }
}
