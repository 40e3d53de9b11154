import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { z } from "zod";

import { isLocal } from "../../src/deployments/local-chains.ts";
import { ChainIdError } from "../../src/errors/deployment.ts";
import { chainIdOf } from "../connection/context.ts";

/**
 * The chain's id, when it is the configured one. On a live chain one must be configured: what is signed for another chain than
 * was meant can be sent there by anybody.
 * @throws ChainIdError
 */
export async function requireChain(connection: NetworkConnection<ChainType | string>): Promise<bigint> {
  const { networkName, networkConfig } = connection;
  const chainId = await toldChainId(connection);
  const configured = networkConfig.chainId;
  if (configured === undefined && !isLocal(chainId))
    throw new ChainIdError(
      networkName,
      `the RPC says that this is chain ${chainId}, and no chain id is configured to hold that against`,
      `set networks.${networkName}.chainId in hardhat.config.ts to the chain that you mean`,
    );
  if (configured !== undefined && BigInt(configured) !== chainId)
    throw otherChain(networkName, configured, String(chainId));
  if (isLocal(chainId)) await requireSameNetwork(connection, chainId);
  return chainId;
}

/** Hardhat itself compares with the configured id at some requests; its refusal is told like ours. */
async function toldChainId(connection: NetworkConnection<ChainType | string>): Promise<bigint> {
  const { networkName, networkConfig } = connection;
  try {
    return await chainIdOf(connection);
  } catch (error) {
    const told = /chain ?id of (\d+)/i.exec(String(error))?.[1];
    if (told === undefined || networkConfig.chainId === undefined) throw error;
    throw otherChain(networkName, networkConfig.chainId, told);
  }
}

/** A live chain that claims a local id would be spared the rules for live ones: its network id gives it away. */
async function requireSameNetwork(
  { networkName, provider }: NetworkConnection<ChainType | string>,
  chainId: bigint,
): Promise<void> {
  const answer = z.coerce.bigint().safeParse(await provider.request({ method: "net_version" }));
  if (!answer.success || answer.data === chainId) return;
  throw new ChainIdError(
    networkName,
    `the RPC says that this is chain ${chainId}, which is a local one, and also that it is network ${answer.data}`,
    "use another RPC: one of its answers is wrong",
  );
}

function otherChain(network: string, configured: number, told: string): ChainIdError {
  return new ChainIdError(
    network,
    `the RPC says that this is chain ${told}, and chain ${configured} is configured`,
    `check networks.${network}.url and .chainId in hardhat.config.ts`,
  );
}
