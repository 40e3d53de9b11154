import type { CircuitShape } from "./shape.ts";

const POINT_BYTES = 64;
const FELT_BYTES = 32;

/**
 * Bytes of a proof for the EVM: points of 64 bytes (witness columns, two a lookup, permutation chunks, the blinding
 * polynomial, the quotient's pieces, SHPLONK's two openings), then an evaluation of 32 bytes for each opening.
 */
export function proofBytes(shape: CircuitShape): number {
  const points = shape.advice + 2 * shape.lookups + shape.permutationChunks + 1 + (shape.degree - 1) + 2;
  return POINT_BYTES * points + FELT_BYTES * shape.evaluations;
}

/**
 * Scalar multiplications on the curve that a verifier makes, each 6,000 gas by EIP-1108: the quotient's pieces but one,
 * every commitment but one in the opening argument's combination, and three of SHPLONK's end.
 */
export function ecMulCount(shape: CircuitShape): number {
  const quotient = shape.degree - 2;
  const combination = shape.commitments - 1;
  return quotient + combination + 3;
}
