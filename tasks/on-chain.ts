import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { getAddress, isAddress, keccak256 } from "ethers";

import { InputInvalidError } from "../src/errors/pipeline.ts";
import type { LoadedProof } from "../src/pipeline/verify.ts";

import { chainIdOf } from "./connection/context.ts";

const VERIFIER_ABI = ["function verifyProof(bytes proof, uint256[] instances) view returns (bool)"];

export interface OnChainVerdict {
  chainId: bigint;
  address: string;
  accepted: boolean;
  /** Estimated for a transaction that only verifies; 0 when rejected. */
  gas: bigint;
  /** Why not, when rejected. */
  reason: string | null;
  /** Whether the code at the address is this build's verifier. */
  codeMatches: boolean;
}

/**
 * Asks a deployed verifier about a proof by eth_call. A contract whose code is not this build's verifier is not believed.
 * @throws InputInvalidError when there is no contract at the address
 */
export async function askVerifier(
  connection: NetworkConnection<ChainType | string>,
  address: string,
  codeHash: string,
  { proof, instances }: Pick<LoadedProof, "proof" | "instances">,
): Promise<OnChainVerdict> {
  const wellFormed: boolean = isAddress(address); // as a type guard it would leave nothing to name in the error
  if (!wellFormed)
    throw new InputInvalidError("--address", `"${address}" is no address`, "give 0x and 20 bytes");
  const { ethers } = connection;
  const code = await ethers.provider.getCode(address);
  if (code === "0x") {
    throw new InputInvalidError(
      "--address",
      `there is no contract at ${address} on this network`,
      "check --network and the address",
    );
  }
  const chainId = await chainIdOf(connection);
  const verdict = {
    chainId,
    address: getAddress(address),
    gas: 0n,
    codeMatches: keccak256(code) === codeHash,
  };
  if (!verdict.codeMatches) {
    return { ...verdict, accepted: false, reason: "the contract there is not this build's verifier" };
  }
  const answer = await answerOf(connection, address, { proof, instances });
  if (!answer.accepted) return { ...verdict, ...answer };
  const verifier = new ethers.Contract(address, VERIFIER_ABI, ethers.provider);
  return {
    ...verdict,
    ...answer,
    gas: await verifier.getFunction("verifyProof").estimateGas(proof, instances),
  };
}

/**
 * What whatever is at an address answers to a proof, by eth_call; a revert, and an answer that is none, is a refusal. A chain that does not
 * answer is an error.
 */
export async function answerOf(
  { ethers }: Pick<NetworkConnection<ChainType | string>, "ethers">,
  address: string,
  { proof, instances }: Pick<LoadedProof, "proof" | "instances">,
): Promise<{ accepted: boolean; reason: string | null }> {
  const verifier = new ethers.Contract(address, VERIFIER_ABI, ethers.provider);
  try {
    const accepted = (await verifier.getFunction("verifyProof").staticCall(proof, instances)) === true;
    return { accepted, reason: accepted ? null : "it answered false" };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { accepted: false, reason: refusal };
  }
}

/** What a contract did that gave no answer; undefined for an error that is the chain's or the network's. */
export function refusalOf(error: unknown): string | undefined {
  const { code } = error as { code?: string };
  if (code === "BAD_DATA") return "it gave no answer";
  return code === "CALL_EXCEPTION" || /revert/i.test(String(error)) ? "the call reverted" : undefined;
}
