import { AbiCoder, keccak256 } from "ethers";

/** What a proof of an attempt is for, within its contest: keccak256(abi.encode(ticket, recordingHash)). */
export function scopeOfAttempt(ticket: bigint, recordingHash: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "bytes32"], [ticket, recordingHash]));
}
