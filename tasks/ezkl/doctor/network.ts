import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { chainIdOf } from "../../connection/context.ts";
import { brokenPrecompile } from "../../evm/precompiles.ts";

import type { Finding } from "./examine.ts";

/** Whether proofs can be verified on the network that was named: its chain is asked what only working precompiles answer. */
export async function network(
  connection: Pick<NetworkConnection<ChainType | string>, "networkName" | "provider">,
): Promise<Finding> {
  const name = `network ${connection.networkName}`;
  try {
    const chainId = await chainIdOf(connection);
    const fault = await brokenPrecompile(connection.provider);
    if (fault === undefined)
      return { name, status: "ok", detail: `chain ${chainId}; the precompiles that verifiers use work` };
    return {
      name,
      status: "missing",
      detail: `chain ${chainId} cannot verify proofs: its precompile ${fault.name} (${fault.address}) ${fault.why}`,
      remedy: "use a chain that has MODEXP and the BN254 precompiles (addresses 5 to 8), or another RPC",
    };
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
    return {
      name,
      status: "missing",
      detail: `its precompiles cannot be asked about: ${why}`,
      remedy: `check networks.${connection.networkName}.url in hardhat.config.ts, and that the node runs`,
    };
  }
}
