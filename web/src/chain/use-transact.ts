import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ContractTransaction, TransactionReceipt } from "ethers";
import { useCallback, useState } from "react";

import { tell, type Explained, type Told } from "./explain.ts";
import { useWalletState } from "./wallet.tsx";

/** Where a transaction stands. */
export type TransactionState =
  | { readonly at: "idle" }
  | { readonly at: "signing"; readonly label: string }
  | { readonly at: "pending"; readonly label: string; readonly hash: string }
  | { readonly at: "confirmed"; readonly label: string; readonly receipt: TransactionReceipt }
  | { readonly at: "failed"; readonly label: string; readonly told: Told };

export interface Transact {
  readonly state: TransactionState;
  /**
   * Asks the chain first (a refusal costs nothing and has its reason), then sends and waits.
   * @param call of TypeChain's `contract.method.populateTransaction(…)`
   * @returns undefined when it was refused, declined or failed; `state` says why
   */
  send(label: string, call: Promise<ContractTransaction>): Promise<TransactionReceipt | undefined>;
  reset(): void;
}

/** Others may change the contract's state before the transaction is mined. */
const EXTRA_GAS = 100_000n;

/** One transaction at a time, told in a notification and in `state`; everything that was read from the chain is read anew afterwards. */
export function useTransact(of?: Explained): Transact {
  const { wallet } = useWalletState();
  const queries = useQueryClient();
  const [state, setState] = useState<TransactionState>({ at: "idle" });

  const send = useCallback<Transact["send"]>(
    async (label, call) => {
      if (wallet === undefined) return undefined;
      const note = notifications.show({
        title: label,
        message: "Sign it in the wallet.",
        loading: true,
        autoClose: false,
      });
      setState({ at: "signing", label });
      try {
        const signer = await wallet.signer();
        const transaction = await call;
        const gasLimit = (await signer.estimateGas(transaction)) + EXTRA_GAS;
        const sent = await signer.sendTransaction({ ...transaction, gasLimit });
        setState({ at: "pending", label, hash: sent.hash });
        notifications.update({
          id: note,
          title: label,
          message: `Pending: ${sent.hash}`,
          loading: true,
          autoClose: false,
        });
        const receipt = await sent.wait();
        if (receipt === null) throw new Error("the transaction has no receipt");
        setState({ at: "confirmed", label, receipt });
        const message = `Confirmed in block ${receipt.blockNumber}, ${receipt.gasUsed.toLocaleString("en")} gas.`;
        notifications.update({
          id: note,
          title: label,
          message,
          color: "teal",
          loading: false,
          autoClose: 6000,
        });
        await queries.invalidateQueries();
        return receipt;
      } catch (error) {
        const told = tell(error, of);
        setState({ at: "failed", label, told });
        const color = told.declined === true ? "gray" : "red";
        const title = `${label}: ${told.title.toLowerCase()}`;
        notifications.update({
          id: note,
          title,
          message: told.message,
          color,
          loading: false,
          autoClose: 12_000,
        });
        await queries.invalidateQueries();
        return undefined;
      }
    },
    [wallet, queries, of],
  );
  return { state, send, reset: useCallback(() => setState({ at: "idle" }), []) };
}
