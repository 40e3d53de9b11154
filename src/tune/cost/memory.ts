import { extension, pkBytes } from "./keys.ts";
import type { CircuitShape } from "./shape.ts";

const FELT_BYTES = 32;
/** Two bases of 64 bytes a row. */
const SRS_BYTES_PER_ROW = 128;

/**
 * Peak resident memory of a process that only makes proofs, bytes: the package, the SRS with what it is turned into and the witness's rows,
 * the proving key, and the proof's polynomials on the extended domain with their temporaries. Robust least squares over
 * 185 proofs, 35 MB to 1.1 GB: all within 4 %.
 */
export function memoryBytes(shape: CircuitShape): number {
  const rows = 2 ** shape.k;
  const polynomials = shape.advice + 1 + 2 * shape.lookups + shape.permutationChunks;
  return Math.round(
    34.3e6 +
      16.1 * SRS_BYTES_PER_ROW * rows +
      0.386 * pkBytes(shape) +
      2.79 * FELT_BYTES * rows * extension(shape) * polynomials,
  );
}

/**
 * Peak resident memory of a process that only makes keys, bytes: the package, the SRS, and the proving key beside the polynomials that it is made
 * from. Seven circuits of 2^9 to 2^16 rows, 39 to 460 MB: all within 4 %.
 */
export function setupMemoryBytes(shape: CircuitShape): number {
  return Math.round(34.3e6 + 2.5 * SRS_BYTES_PER_ROW * 2 ** shape.k + 1.44 * pkBytes(shape));
}
