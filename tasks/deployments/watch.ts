import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { EIP1193Provider } from "@nomicfoundation/ignition-core";

import { ChainIdError } from "../../src/errors/deployment.ts";
import { chainIdOf } from "../connection/context.ts";

/** What Ignition talks to. */
export interface WatchedProvider extends EIP1193Provider {
  /** Hashes of what was sent through it. */
  readonly sent: readonly string[];
}

/** Passes requests on; asks for the chain's id once more right before anything is signed: an RPC may change its mind. */
export function watchedProvider(
  connection: NetworkConnection<ChainType | string>,
  chainId: bigint,
): WatchedProvider {
  const sent: string[] = [];
  return {
    sent,
    request: async (request): Promise<unknown> => {
      if (request.method !== "eth_sendTransaction") return connection.provider.request(request);
      const now = await chainIdOf(connection);
      if (now !== chainId)
        throw new ChainIdError(
          connection.networkName,
          `the RPC said that this is chain ${chainId}, and now says ${now}`,
          "use another RPC, then run the same command again; nothing was signed",
        );
      const hash = (await connection.provider.request(request)) as string;
      sent.push(hash);
      return hash;
    },
  };
}
