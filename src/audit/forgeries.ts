import { R } from "../field/scalar.ts";

import type { SampleProof } from "./sample-proof.ts";

export interface Forgery extends SampleProof {
  /** What was done to the good proof. */
  how: string;
}

/** Proofs that a verifier must refuse, made from one that it must accept. */
export function forgeriesOf({ proof, instances }: SampleProof): Forgery[] {
  const bytes = (proof.length - 2) / 2;
  const flips = [0, Math.floor(bytes / 2), bytes - 1].map((at) => ({
    how: `byte ${at} of the proof changed`,
    proof: flipped(proof, at),
    instances,
  }));
  const changed = (how: string, index: number, value: bigint): Forgery[] =>
    index < 0 || index >= instances.length
      ? []
      : [{ how, proof, instances: instances.map((felt, i) => (i === index ? value : felt)) }];
  const last = instances.length - 1;
  const first = instances[0] ?? 0n;
  return [
    ...flips,
    ...changed("the first instance one more", 0, (first + 1n) % R),
    ...changed("the last instance one more", last, ((instances[last] ?? 0n) + 1n) % R),
    ...changed("the first instance plus the field's modulus", 0, first + R),
    { how: "one instance too few", proof, instances: instances.slice(0, -1) },
    { how: "no proof at all", proof: "0x", instances },
    { how: "a proof of zeros", proof: `0x${"00".repeat(bytes)}`, instances },
  ];
}

function flipped(proof: `0x${string}`, at: number): `0x${string}` {
  const place = 2 + 2 * at;
  const byte = Number.parseInt(proof.slice(place, place + 2), 16) ^ 1;
  return `0x${proof.slice(2, place)}${byte.toString(16).padStart(2, "0")}${proof.slice(place + 2)}`;
}
