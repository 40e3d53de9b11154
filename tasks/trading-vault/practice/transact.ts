import type { BaseContract, ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

/** Sends a transaction of the practice world and waits for it: nothing here can be refused, but by a mistake of this code. */
export async function transact(
  contract: BaseContract,
  method: string,
  args: readonly unknown[],
): Promise<ContractTransactionReceipt | null> {
  const sent: ContractTransactionResponse = await contract.getFunction(method).send(...args);
  return sent.wait();
}
