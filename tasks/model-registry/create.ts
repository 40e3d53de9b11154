import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ArtifactManager } from "hardhat/types/artifacts";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { ContractFactory, keccak256 } from "ethers";

import { RegistryNotCompiledError } from "../../src/errors/model-registry.ts";
import { deployingAccount } from "../deployments/account.ts";
import { requireChain } from "../deployments/chain.ts";
import { deployRecorded } from "../deployments/deploy-recorded.ts";
import type { DeploymentPlaces } from "../deployments/places.ts";
import { undertake } from "../deployments/undertaking.ts";

/** Its name in Solidity, and on record. */
export const REGISTRY_CONTRACT = "ModelRegistry";

export interface RegistryOrder {
  connection: NetworkConnection<ChainType | string>;
  artifacts: ArtifactManager;
  /** None on a chain that ends with the process. */
  places: DeploymentPlaces | undefined;
  from: HardhatEthersSigner;
  /** What its creator asked for; the same again goes on with what was stopped. */
  options: Readonly<Record<string, unknown>>;
}

export interface CreatedRegistry {
  address: string;
  /** The creator was told: the same again makes another. */
  close: () => Promise<void>;
}

/**
 * Deploys a registry of one's own; on a chain that outlives this process, once, and on record.
 * @throws RegistryNotCompiledError, ChainIdError, NoOwnAccountError, and the errors of `deployRecorded`
 */
export async function createModelRegistry(order: RegistryOrder): Promise<CreatedRegistry> {
  const { connection, artifacts, places, from, options } = order;
  if (!(await artifacts.artifactExists(REGISTRY_CONTRACT))) throw new RegistryNotCompiledError();
  const { abi, bytecode } = await artifacts.readArtifact(REGISTRY_CONTRACT);
  if (places === undefined) {
    const contract = await new ContractFactory(abi, bytecode, from).deploy();
    await contract.waitForDeployment();
    return { address: await contract.getAddress(), close: async () => undefined };
  }
  const chainId = await requireChain(connection);
  await deployingAccount(connection, chainId, from);
  const terms = { name: "new-registry", options, from: from.address, code: [keccak256(bytecode)] };
  const undertaking = undertake(places, chainId, terms);
  const args = async () => [];
  const { address } = await deployRecorded(
    { connection, chainId, artifacts, places, from, contract: REGISTRY_CONTRACT, args },
    undertaking,
  );
  return { address, close: undertaking.close };
}
