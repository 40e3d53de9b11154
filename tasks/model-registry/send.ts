import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { Contract, type ContractTransactionReceipt, type ContractTransactionResponse } from "ethers";

import { RegistryTransactionError } from "../../src/errors/model-registry.ts";

import type { ModelRegistry } from "./registry.ts";

/** Sends a transaction and waits for it. @throws RegistryTransactionError */
export async function send(
  { address, interface: abi }: ModelRegistry,
  signer: HardhatEthersSigner,
  method: "publish" | "revoke",
  args: readonly unknown[],
): Promise<ContractTransactionReceipt> {
  try {
    const sent = (await new Contract(address, abi, signer).getFunction(method)(
      ...args,
    )) as ContractTransactionResponse;
    return (await sent.wait())!;
  } catch (error) {
    const { shortMessage, message } = error as { shortMessage?: string; message?: string };
    throw new RegistryTransactionError(address, shortMessage ?? message ?? String(error), error);
  }
}
