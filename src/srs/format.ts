/** Bytes of a point of G1: x and y, 32 bytes each, little-endian, in Montgomery form (times 2^256), affine. */
export const G1_BYTES = 64;
/** Bytes of a point of G2: x and y, each c0 and c1. */
export const G2_BYTES = 128;
/** A little-endian k comes first. */
export const SRS_HEADER_BYTES = 4;

/** What the engine builds circuits of: fewer rows it refuses, and more no file is published for. */
export const LOWEST_K = 6;
export const HIGHEST_K = 26;

export function srsFileName(k: number): string {
  return `kzg${k}.srs`;
}

/** Bytes of an SRS file: k, 2^k points of G1 in each of two bases (powers of tau, Lagrange), G2 and [tau]G2. */
export function srsBytes(k: number): number {
  return SRS_HEADER_BYTES + 2 * 2 ** k * G1_BYTES + 2 * G2_BYTES;
}

/** Where the two points of G2 begin. */
export function srsG2Offset(k: number): number {
  return SRS_HEADER_BYTES + 2 * 2 ** k * G1_BYTES;
}
