import { R } from "../field/scalar.ts";

/** r - 1 is an odd number times 2^28. */
const TWO_ADICITY = 28;
const ODD = (R - 1n) >> BigInt(TWO_ADICITY);
/** Halo2 and snarkjs take their roots of unity from different generators of the field's group. */
const HALO2_GENERATOR = 7n;
const SNARKJS_NON_RESIDUE = 5n;

export function powMod(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % R, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % R;
    square = (square * square) % R;
  }
  return result;
}

const rootOf = (generator: bigint, k: number): bigint => powMod(generator, ODD << BigInt(TWO_ADICITY - k));

/** The primitive 2^k-th root of unity over whose powers halo2, and so the engine, takes Lagrange polynomials. */
export function halo2Root(k: number): bigint {
  return rootOf(HALO2_GENERATOR, k);
}

/** The same of snarkjs. */
export function snarkjsRoot(k: number): bigint {
  return rootOf(SNARKJS_NON_RESIDUE, k);
}

/** The odd e below 2^k with halo2Root(k) = snarkjsRoot(k)^e: halo2's Lagrange point i is snarkjs' point i*e mod 2^k. */
export function rootExponent(k: number): number {
  const [target, base] = [halo2Root(k), snarkjsRoot(k)];
  let exponent = 0n;
  // One bit at a time: what is left of the logarithm, raised until only its lowest bit counts.
  for (let bit = 0; bit < k; bit++) {
    const left = (target * powMod(base, (1n << BigInt(k)) - exponent)) % R;
    if (powMod(left, 1n << BigInt(k - 1 - bit)) !== 1n) exponent |= 1n << BigInt(bit);
  }
  return Number(exponent);
}
