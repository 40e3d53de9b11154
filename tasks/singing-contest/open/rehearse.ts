import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { ZeroAddress, type ContractFactory } from "ethers";

import { explainFailure } from "../../samples/chain/explain.ts";
import { RefusedError } from "../../samples/errors.ts";
import { CONTEST } from "../dapp.ts";
import type { Terms } from "../read/terms.ts";

/**
 * Asks the contract about its terms before anything is deployed or paid for: it checks them before it looks at its verifier, so a
 * deployment without one fails at the terms, or at the verifier when they hold.
 * @throws RefusedError
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
    const refusal = explainFailure(
      CONTEST,
      error,
      factory.interface,
      `opening by ${from.address}`,
      from.address,
    );
    if (refusal instanceof RefusedError && refusal.refusal.startsWith("EzklVerifierPin")) return;
    throw refusal;
  }
}
