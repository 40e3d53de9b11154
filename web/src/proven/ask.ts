import type { ContractTransaction, Interface } from "ethers";

import type { Dapp } from "../../../tasks/samples/dapp.ts";
import { IEzklVerifier__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEzklVerifier__factory.ts";
import { tell, type Told } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";

import type { Proven } from "./tamper.ts";

/** The contract that pays, and how a proof is handed to it. */
export interface Refusing {
  readonly contract: string;
  readonly abi: Interface;
  readonly dapp: Dapp;
  readonly call: (proof: string, instances: bigint[]) => Promise<ContractTransaction>;
}

/** What one contract said to a proof. */
export type Answer = { readonly accepted: true } | { readonly accepted: false; readonly told: Told };

/** By eth_call: nothing is sent and nothing is paid. */
export async function askVerifier(wallet: Wallet, verifier: string, proven: Proven): Promise<Answer> {
  const contract = IEzklVerifier__factory.connect(verifier, wallet.provider);
  try {
    const accepted = await contract.verifyProof(proven.proof, [...proven.instances]);
    return accepted ? { accepted } : { accepted, told: { title: "Refused", message: "It answered false." } };
  } catch (error) {
    const told = tell(error);
    const isAnswer = told.title === "Failed";
    return {
      accepted: false,
      told: isAnswer ? { title: "Refused by the verifier", message: "The pairing does not hold." } : told,
    };
  }
}

/** As the account would send it, by eth_call. */
export async function askContract(wallet: Wallet, refusing: Refusing, proven: Proven): Promise<Answer> {
  try {
    const transaction = await refusing.call(proven.proof, [...proven.instances]);
    await wallet.provider.call({ ...transaction, from: wallet.account });
    return { accepted: true };
  } catch (error) {
    return { accepted: false, told: tell(error, refusing) };
  }
}
