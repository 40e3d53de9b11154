import { Contract, type ContractRunner } from "ethers";

import type { UniquenessRegistry } from "../../../types/ethers-contracts/contracts/samples/uniqueness-registry/UniquenessRegistry.ts";
import { UniquenessRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/samples/uniqueness-registry/UniquenessRegistry__factory.ts";

const ABI = UniquenessRegistry__factory.createInterface();

/** The registry, typed. Its ABI is read once: reading it at each drawing of the screen would hold the page up. */
export function registryAt(address: string, runner: ContractRunner): UniquenessRegistry {
  return new Contract(address, ABI, runner) as unknown as UniquenessRegistry;
}
