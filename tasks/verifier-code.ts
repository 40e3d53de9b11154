import type { ArtifactManager } from "hardhat/types/artifacts";

import { keccak256 } from "ethers";

import { NotBuiltError } from "../src/errors/pipeline.ts";
import type { Model } from "../src/pipeline/model.ts";

/** EIP-170: no chain that follows it stores more. */
export const MAX_CODE_BYTES = 24_576;

export interface VerifierCode {
  contractName: string;
  bytecode: string;
  runtimeCode: string;
  /** keccak256 of the runtime code: what EXTCODEHASH gives for a deployed copy. */
  codeHash: string;
  runtimeBytes: number;
}

/** The compiled verifier of a model, from the project's own artifacts. @throws NotBuiltError */
export async function verifierCode(artifacts: ArtifactManager, model: Model): Promise<VerifierCode> {
  const contractName = `${model.pascalName}Verifier`;
  if (!(await artifacts.artifactExists(contractName)))
    throw new NotBuiltError(model.name, `${contractName} is not compiled`);
  const { bytecode, deployedBytecode } = await artifacts.readArtifact(contractName);
  return {
    contractName,
    bytecode,
    runtimeCode: deployedBytecode,
    codeHash: keccak256(deployedBytecode),
    runtimeBytes: (deployedBytecode.length - 2) / 2,
  };
}
