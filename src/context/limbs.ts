import { ContextArgumentError } from "../errors/context.ts";
import { hexToWord } from "./hex.ts";

/** Number of limbs, and so of instances, that a context takes. */
export const CONTEXT_LIMBS = 6;

/** Bits a limb: what the engine carries exactly through a scale-0 tensor. */
export const LIMB_BITS = 27;

/** The part of a context hash that a proof carries: its low bits. */
export const CONTEXT_BITS = CONTEXT_LIMBS * LIMB_BITS;

const LIMB_LIMIT = 1n << BigInt(LIMB_BITS);

/**
 * The low 162 bits of a context hash as six 27-bit limbs, least significant first: the values of the model's context input.
 * @param hash 0x and 32 bytes
 * @throws ContextArgumentError
 */
export function contextLimbs(hash: string): number[] {
  const word = BigInt(hexToWord("hash", hash, 32));
  return Array.from({ length: CONTEXT_LIMBS }, (_, i) =>
    Number((word >> BigInt(i * LIMB_BITS)) % LIMB_LIMIT),
  );
}

/**
 * Inverse of the split: the 162-bit value of six limbs.
 * @throws ContextArgumentError when there are not six, or one is outside [0, 2^27).
 */
export function joinLimbs(limbs: readonly (number | bigint)[]): bigint {
  if (limbs.length !== CONTEXT_LIMBS) {
    throw new ContextArgumentError("limbs", `has ${limbs.length} elements and needs ${CONTEXT_LIMBS}`);
  }
  return limbs.reduceRight<bigint>((joined, limb, index) => {
    if (typeof limb === "number" && !Number.isInteger(limb))
      throw new ContextArgumentError(`limbs[${index}]`, "is no integer");
    const value = BigInt(limb);
    if (value < 0n || value >= LIMB_LIMIT)
      throw new ContextArgumentError(`limbs[${index}]`, `= ${value} is outside [0, 2^27)`);
    return (joined << BigInt(LIMB_BITS)) + value;
  }, 0n);
}
