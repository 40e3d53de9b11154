import type { EthereumProvider } from "hardhat/types/providers";

import { z } from "zod";

import { PROXY_SLOTS, type ProxySlot } from "../../../../src/audit/proxy.ts";

export interface ContractOnChain {
  address: string;
  /** Runtime code, 0x-prefixed. */
  code: string;
  slots: Record<ProxySlot, string>;
}

const hexSchema = z.string().regex(/^0x[0-9a-fA-F]*$/);

export async function readContract(provider: EthereumProvider, address: string): Promise<ContractOnChain> {
  const ask = async (method: string, params: unknown[]): Promise<string> =>
    hexSchema.parse(await provider.request({ method, params }));
  const code = await ask("eth_getCode", [address, "latest"]);
  const slots = await Promise.all(
    Object.entries(PROXY_SLOTS).map(
      async ([name, slot]) => [name, await ask("eth_getStorageAt", [address, slot, "latest"])] as const,
    ),
  );
  return { address, code, slots: Object.fromEntries(slots) as Record<ProxySlot, string> };
}
