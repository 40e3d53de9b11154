import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ArtifactManager } from "hardhat/types/artifacts";

import { ContractFactory } from "ethers";

import { RegistryNotCompiledError } from "../../src/errors/model-registry.ts";

const CONTRACT = "ModelRegistry";

/** Deploys a registry of one's own. @throws RegistryNotCompiledError */
export async function createModelRegistry(
  artifacts: ArtifactManager,
  signer: HardhatEthersSigner,
): Promise<string> {
  if (!(await artifacts.artifactExists(CONTRACT))) throw new RegistryNotCompiledError();
  const { abi, bytecode } = await artifacts.readArtifact(CONTRACT);
  const contract = await new ContractFactory(abi, bytecode, signer).deploy();
  await contract.waitForDeployment();
  return contract.getAddress();
}
