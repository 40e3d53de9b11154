import type { ContractTransaction } from "ethers";

import { feltFromBe, parseFeltBe } from "../../../src/index.ts";
import { judgeInput, JUDGE } from "../../../tasks/singing-contest/judge-input.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import { scopeOfAttempt } from "../../../tasks/singing-contest/attempt.ts";
import type { Wallet } from "../chain/wallet.tsx";
import type { MadeProof, ProofWanted } from "../prover/types.ts";

import type { Heard } from "./ear/messages.ts";
import { contestAt } from "./contest-at.ts";

/** Somebody's take on a ticket of a contest. */
export interface Attempt {
  readonly contest: string;
  readonly ticket: bigint;
  readonly melody: Melody;
  readonly heard: Heard;
}

/** The proof that the attempt's submission takes. */
export function proofOf({ contest, ticket, melody, heard }: Attempt, wallet: Wallet): ProofWanted {
  return {
    model: JUDGE,
    input: judgeInput(heard.features, melody),
    context: {
      chainId: wallet.chainId.toString(),
      consumer: contest,
      account: wallet.account,
      scope: scopeOfAttempt(ticket, heard.hash),
    },
  };
}

interface Submission {
  /** With the proof as it was made. */
  transaction: () => Promise<ContractTransaction>;
  /** With any other. */
  call: (proof: string, instances: bigint[]) => Promise<ContractTransaction>;
}

export function submissionOf(
  { contest, ticket, heard }: Attempt,
  wallet: Wallet,
  { file }: MadeProof,
): Submission {
  const contract = contestAt(contest, wallet.provider);
  const call: Submission["call"] = async (proof, instances) =>
    contract.submit.populateTransaction(ticket, heard.hash, proof, instances);
  const instances = file.instances.map((felt, index) => feltFromBe(parseFeltBe(felt, `instances[${index}]`)));
  return { call, transaction: async () => call(file.proof, instances) };
}
