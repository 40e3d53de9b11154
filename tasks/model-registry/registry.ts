import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { Contract, Interface } from "ethers";

import { NotModelRegistryError } from "../../src/errors/model-registry.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";

import { MODEL_REGISTRY_ABI, MODEL_REGISTRY_INTERFACE } from "./abi.ts";
import { contractAt } from "./contract-at.ts";

const ERC165 = ["function supportsInterface(bytes4 interfaceId) view returns (bool)"];

export interface ModelRegistry {
  address: string;
  contract: Contract;
  interface: Interface;
}

/**
 * The model registry that `--registry`, or another option, names.
 * @throws InputInvalidError, NotModelRegistryError
 */
export async function openModelRegistry(
  connection: NetworkConnection<ChainType | string>,
  named: string | undefined,
  option = "--registry",
): Promise<ModelRegistry> {
  const { address } = await contractAt(connection, named, option);
  const { provider } = connection.ethers;
  const supports: unknown = await new Contract(address, ERC165, provider)
    .getFunction("supportsInterface")
    .staticCall(MODEL_REGISTRY_INTERFACE)
    .catch(() => false);
  if (supports !== true) throw new NotModelRegistryError(address);
  return registryAt(address, provider);
}

/** A registry that is known to be one. */
export function registryAt(
  address: string,
  runner: NetworkConnection<ChainType | string>["ethers"]["provider"],
): ModelRegistry {
  const abi = new Interface(MODEL_REGISTRY_ABI);
  return { address, contract: new Contract(address, abi, runner), interface: abi };
}

/** Who signs: the network's first account. @throws InputInvalidError */
export async function signerOf({
  ethers,
}: NetworkConnection<ChainType | string>): Promise<HardhatEthersSigner> {
  const [signer] = await ethers.getSigners();
  if (signer !== undefined) return signer;
  throw new InputInvalidError(
    "--network",
    "the network has no accounts to act with",
    "give it some in hardhat.config.ts (networks.NAME.accounts)",
  );
}
