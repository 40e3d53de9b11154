import { getBytes, hexlify } from "ethers";

import { R } from "../../../src/index.ts";

/** A proof and its public field elements, as `verifyProof` takes them. */
export interface Proven {
  readonly proof: string;
  readonly instances: readonly bigint[];
}

/** What can be done to a proof. */
export type Tampering = "proof" | "output";

export const TAMPERINGS: Readonly<Record<Tampering, string>> = {
  output: "the model’s answer: its first output one step higher",
  proof: "the proof: one bit of one byte",
};

/** @param output index of the instance that holds the model's first output */
export function tamper({ proof, instances }: Proven, how: Tampering, output: number): Proven {
  if (how === "output")
    return { proof, instances: instances.map((felt, index) => (index === output ? (felt + 1n) % R : felt)) };
  const bytes = getBytes(proof);
  // The middle: an evaluation or a commitment, never a length.
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return { proof: hexlify(bytes), instances };
}
