import type { Artifact } from "hardhat/types/artifacts";

import type { Provider } from "ethers";
import { getBytes, keccak256 } from "ethers";

import { DeploymentCheckError } from "../../src/errors/deployment.ts";

type Compiled = Pick<Artifact, "contractName" | "deployedBytecode" | "immutableReferences">;

/**
 * Compares a contract with what was compiled, apart from its immutables, which the compiler leaves open.
 * @returns the hash of its code
 * @throws DeploymentCheckError
 */
export async function requireBuiltCode(
  provider: Provider,
  address: string,
  { contractName, deployedBytecode, immutableReferences }: Compiled,
): Promise<string> {
  const code = await provider.getCode(address);
  const found = getBytes(code);
  for (const { start, length } of Object.values(immutableReferences ?? {}).flat())
    found.fill(0, start, start + length);
  if (keccak256(found) !== keccak256(deployedBytecode))
    throw new DeploymentCheckError(address, `its code is not that of the compiled ${contractName}`);
  return keccak256(code);
}
