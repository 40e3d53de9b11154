import { R } from "../field/scalar.ts";

/** base^exponent modulo R; exponent >= 0. */
export function pow(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % R];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % R;
    square = (square * square) % R;
  }
  return result;
}
