import { AbiCoder, Interface, type InterfaceAbi, type Result } from "ethers";

/** What a constructor is given. */
export interface ConstructorArguments {
  /** As of this moment. */
  now(): Promise<readonly unknown[]>;
  /** What an earlier run gave it, encoded: it may be on its way with that. */
  kept(): Promise<string | undefined>;
  keep(encoded: string): Promise<void>;
}

/** For a constructor that takes nothing. */
export const NO_ARGUMENTS: ConstructorArguments = {
  now: async () => [],
  kept: async () => undefined,
  keep: async () => undefined,
};

export function encodeArguments(abi: InterfaceAbi, args: readonly unknown[]): string {
  return Interface.from(abi).encodeDeploy(args);
}

/** By position and, where they have names, by name. */
export function decodeArguments(abi: InterfaceAbi, encoded: string): Result {
  return AbiCoder.defaultAbiCoder().decode(Interface.from(abi).deploy.inputs, encoded);
}
