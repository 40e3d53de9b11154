import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { BaseContract, ContractTransactionReceipt, Log } from "ethers";

import { lookAtStatus, type Dapp } from "../dapp.ts";
import { TransactionError } from "../errors.ts";
import type { Deployed } from "../deployed.ts";

import { explainFailure } from "./explain.ts";

export interface Call {
  contract: BaseContract;
  from: HardhatEthersSigner;
  /** Name of the contract's function. */
  method: string;
  args?: readonly unknown[];
  /** Native currency sent with it. */
  value?: bigint;
}

/** What a transaction may need beyond its estimate: others may change the contract's state before it is mined. */
export const EXTRA_GAS = 100_000n;

/**
 * Sends a transaction and waits for it. Its gas is estimated first, so that a refusal costs nothing and has its reason.
 * @throws RefusedError, FundsError, TransactionError
 */
export async function send(
  dapp: Dapp,
  { contract, from, method, args = [], value = 0n }: Call,
): Promise<ContractTransactionReceipt> {
  const call = contract.connect(from).getFunction(method);
  const where = `${method} by ${from.address}`;
  try {
    const gasLimit = (await call.estimateGas(...args, { value })) + EXTRA_GAS;
    const receipt = await (await call.send(...args, { value, gasLimit })).wait();
    if (receipt !== null) return receipt;
  } catch (error) {
    throw explainFailure(dapp, error, contract.interface, where, from.address);
  }
  throw new TransactionError(dapp, where, "the transaction has no receipt", lookAtStatus(dapp));
}

/** The named events of a receipt, as the contract emitted them. */
export function eventsOf(
  { logs }: { readonly logs: readonly Log[] },
  { contract, address }: Deployed,
  name: string,
): Record<string, unknown>[] {
  return logs.flatMap((log) => {
    const parsed = log.address === address ? contract.interface.parseLog(log) : null;
    return parsed?.name === name ? [parsed.args.toObject()] : [];
  });
}

/** The first such event; undefined when there is none. */
export function eventOf(
  receipt: { readonly logs: readonly Log[] },
  deployed: Deployed,
  name: string,
): Record<string, unknown> | undefined {
  return eventsOf(receipt, deployed, name)[0];
}
