import { Interface } from "ethers";

import { findDeployed } from "../samples/find.ts";

import { VAULT } from "./dapp.ts";
import type { Desk } from "./desk.ts";
import type { RememberedVault } from "./memory.ts";
import { openVault, type OpenVault } from "./open-vault.ts";

/** Name of the contract that records daily closes. */
export const RING_CONTRACT = "PriceRing";

export interface Vault extends OpenVault {
  /** What is remembered of it, when it was created from here. */
  remembered: RememberedVault | undefined;
}

/**
 * The vault that is named, or else the one last created from here on this chain.
 * @throws NoneDeployedError, GoneError, OtherContractError
 */
export async function findVault(desk: Desk, named: string | undefined): Promise<Vault> {
  const deployed = await findDeployed(VAULT, desk, named, ({ vault }) => vault);
  const { abi } = await desk.artifacts.readArtifact(RING_CONTRACT);
  const remembered = await desk.memory.recall(desk.chainId);
  return {
    ...(await openVault(deployed, desk.connection.ethers.provider, new Interface(abi))),
    remembered: remembered?.vault === deployed.address ? remembered : undefined,
  };
}
