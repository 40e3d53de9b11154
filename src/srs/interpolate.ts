import { R } from "../field/scalar.ts";

import { halo2Root, powMod } from "./roots.ts";

/** The coefficients of the polynomial of degree below 2^k that takes these values at the powers of halo2's 2^k-th root of unity. */
export function interpolate(values: readonly bigint[], k: number): bigint[] {
  const rows = values.length;
  const result = bitReversed(values, k);
  const inverseRoot = powMod(halo2Root(k), R - 2n);
  for (let half = 1; half < rows; half *= 2) {
    const step = powMod(inverseRoot, BigInt(rows / (2 * half)));
    for (let start = 0; start < rows; start += 2 * half) {
      for (let [index, twiddle] = [start, 1n]; index < start + half; index++) {
        const [low, high] = [result[index] as bigint, ((result[index + half] as bigint) * twiddle) % R];
        result[index] = (low + high) % R;
        result[index + half] = (low - high + R) % R;
        twiddle = (twiddle * step) % R;
      }
    }
  }
  const scale = powMod(BigInt(rows), R - 2n);
  return result.map((value) => (value * scale) % R);
}

function bitReversed(values: readonly bigint[], k: number): bigint[] {
  const result = new Array<bigint>(values.length);
  values.forEach((value, index) => {
    let reversed = 0;
    for (let bit = 0; bit < k; bit++) reversed = reversed * 2 + ((index >> bit) & 1);
    result[reversed] = value;
  });
  return result;
}
