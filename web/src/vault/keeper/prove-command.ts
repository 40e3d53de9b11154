import { DEVELOPMENT_CHAIN } from "../../../../src/deployments/local-chains.ts";
import type { ProofContext } from "../../../../src/index.ts";
import { SIGNAL } from "../../../../tasks/trading-vault/dapp.ts";

/** Names of the files that page and commands share. */
export const WINDOW_FILE = "window.json";
export const PROOF_FILE = "proof.json";

/** Proves in a clone that knows a network of the chain: it reads the prices itself. */
export function networkCommand({ chainId, consumer, account }: ProofContext): string {
  const network = BigInt(chainId) === DEVELOPMENT_CHAIN ? "localhost" : "NETWORK";
  return `npx hardhat vault prove --vault ${consumer} --account ${account} --out ${PROOF_FILE} --network ${network}`;
}

/** Proves in any clone, on a file of the model's input. */
export function fileCommand({ chainId, consumer, account }: ProofContext, epoch: bigint): string {
  return `npx hardhat ezkl prove ${SIGNAL} --input ${WINDOW_FILE} --consumer ${consumer} --account ${account} --scope ${epoch} --chain-id ${chainId} --out ${PROOF_FILE}`;
}

/** The input file of `ezkl prove`. */
export function windowFile(input: readonly number[]): string {
  return JSON.stringify({ input_data: [input] });
}
