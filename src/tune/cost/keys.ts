import type { CircuitShape } from "./shape.ts";

const FELT_BYTES = 32;
const POINT_BYTES = 64;

/** How many times longer than 2^k the domain is on which the quotient is computed: the power of two from `degree - 1` up. */
export function extension(shape: CircuitShape): number {
  return 2 ** Math.ceil(Math.log2(shape.degree - 1));
}

/** k, two bytes of format and the number of fixed columns; a point for each fixed and permutation column; a bit for each row of each selector. */
export function vkBytes(shape: CircuitShape): number {
  const HEADER = 7;
  return (
    HEADER + POINT_BYTES * (shape.fixed + shape.permutationColumns) + shape.selectors * 2 ** (shape.k - 3)
  );
}

/**
 * The proving key as halo2 writes it: the verifying key, three Lagrange polynomials on the extended domain (first, last and
 * active rows), and every fixed and permutation column three times: values, coefficients, values on the extended domain. Each
 * polynomial has its length before it (4 bytes), and so has each of the six lists.
 */
export function pkBytes(shape: CircuitShape): number {
  const columns = shape.fixed + shape.permutationColumns;
  const factor = extension(shape);
  const polynomials = 3 + 3 * columns;
  const LISTS = 6;
  const lengths = 4 * (polynomials + LISTS) + 12 * columns;
  return vkBytes(shape) + FELT_BYTES * 2 ** shape.k * (3 * factor + (2 + factor) * columns) + lengths;
}
