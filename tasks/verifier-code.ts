import type { ArtifactManager } from "hardhat/types/artifacts";

import { keccak_256 } from "@noble/hashes/sha3";
import { hexToBytes } from "@noble/hashes/utils";

import { MAX_CODE_BYTES } from "../src/artifacts/tuning-record.ts";
import { toHex } from "../src/context/hex.ts";
import { NotBuiltError } from "../src/errors/pipeline.ts";
import { CodeTooLargeError, InitCodeTooLargeError } from "../src/errors/deployment.ts";
import type { Model } from "../src/pipeline/model.ts";
import { requireSelfContained } from "../src/verifier/self-contained.ts";

/** EIP-3860. */
const MAX_INIT_CODE_BYTES = 49_152;

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
    codeHash: toHex(keccak_256(hexToBytes(deployedBytecode.slice(2)))),
    runtimeBytes: (deployedBytecode.length - 2) / 2,
  };
}

/**
 * Refuses code that no chain would create or store, or no consumer would pin, before anything is deployed.
 * @throws CodeTooLargeError, InitCodeTooLargeError, VerifierNotSelfContainedError
 */
export function requireDeployable({ contractName, bytecode, runtimeBytes, runtimeCode }: VerifierCode): void {
  if (runtimeBytes > MAX_CODE_BYTES) throw new CodeTooLargeError(contractName, runtimeBytes, MAX_CODE_BYTES);
  const initBytes = (bytecode.length - 2) / 2;
  if (initBytes > MAX_INIT_CODE_BYTES)
    throw new InitCodeTooLargeError(contractName, initBytes, MAX_INIT_CODE_BYTES);
  requireSelfContained(hexToBytes(runtimeCode.slice(2)), contractName);
}
