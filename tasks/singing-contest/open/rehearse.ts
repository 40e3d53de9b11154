import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { ZeroAddress, type ContractFactory } from "ethers";

import { explainFailure } from "../chain/explain.ts";
import { ContestRefusedError } from "../errors.ts";
import type { Terms } from "../read/terms.ts";

/**
 * Asks the contract about its terms before anything is deployed or paid for: it checks them before it looks at its verifier, so a
 * deployment without one fails at the terms, or at the verifier when they hold.
 * @throws ContestRefusedError
 */
export async function rehearse(
  factory: ContractFactory,
  from: HardhatEthersSigner,
  codeHash: string,
  terms: Terms,
): Promise<void> {
  try {
    await from.estimateGas(await factory.getDeployTransaction(ZeroAddress, codeHash, terms));
  } catch (error) {
    const refusal = explainFailure(error, factory.interface, `opening by ${from.address}`, from.address);
    if (refusal instanceof ContestRefusedError && refusal.refusal.startsWith("EzklVerifierPin")) return;
    throw refusal;
  }
}
