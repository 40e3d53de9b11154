import { G1, type G1Point } from "./points.ts";

/**
 * A sum of multiples of points that come one after the other (Pippenger's buckets): a point costs one addition for each window of its
 * scalar's bits, whatever their number.
 */
export class Combination {
  readonly #windowBits: number;
  readonly #mask: bigint;
  readonly #windows: (G1Point | undefined)[][];

  /** @param points how many will come, about; more of them make wider windows worth their room */
  constructor(scalarBits: number, points: number) {
    this.#windowBits = Math.min(13, Math.max(2, Math.floor(Math.log2(points)) - 2));
    this.#mask = (1n << BigInt(this.#windowBits)) - 1n;
    this.#windows = Array.from({ length: Math.ceil(scalarBits / this.#windowBits) }, () => []);
  }

  add(point: G1Point, scalar: bigint): void {
    let left = scalar;
    for (const buckets of this.#windows) {
      const digit = Number(left & this.#mask);
      left >>= BigInt(this.#windowBits);
      if (digit !== 0) buckets[digit] = buckets[digit]?.add(point) ?? point;
    }
  }

  sum(): G1Point {
    let total = G1.ZERO;
    for (const buckets of this.#windows.toReversed()) {
      for (let bit = 0; bit < this.#windowBits; bit++) total = total.double();
      let [running, weighted] = [G1.ZERO, G1.ZERO];
      for (let digit = buckets.length - 1; digit > 0; digit--) {
        const bucket = buckets[digit];
        if (bucket !== undefined) running = running.add(bucket);
        weighted = weighted.add(running);
      }
      total = total.add(weighted);
    }
    return total;
  }
}
