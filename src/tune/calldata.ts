import { keccak_256 } from "@noble/hashes/sha3";
import { utf8ToBytes } from "@noble/hashes/utils";

import { toHex } from "../context/hex.ts";

const SELECTOR = toHex(keccak_256(utf8ToBytes("verifyProof(bytes,uint256[])"))).slice(2, 10);

/** The call data of `verifyProof(proof, instances)`, laid out as the ABI encoder does it. */
export function verifyProofCalldata(proof: `0x${string}`, instances: readonly bigint[]): `0x${string}` {
  const word = (value: bigint | number): string => value.toString(16).padStart(64, "0");
  const bytes = proof.slice(2);
  const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, "0");
  const head = [0x40, 0x60 + padded.length / 2, bytes.length / 2].map(word).join("");
  return `0x${SELECTOR}${head}${padded}${word(instances.length)}${instances.map(word).join("")}`;
}
