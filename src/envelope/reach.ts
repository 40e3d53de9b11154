/**
 * What is proven of the elements of one tensor, over all inputs in range and all answers that the circuit accepts: each lies in
 * [low, high], and two accepted answers to the same input differ by at most `gap`. Integers, or infinite where nothing is proven.
 */
export interface Reach {
  low: Float64Array;
  high: Float64Array;
  gap: Float64Array;
}

/** Doubles hold integers exactly up to here; what is larger counts as unlimited. */
export const EXACT = Number.MAX_SAFE_INTEGER;

export const emptyReach = (length: number): Reach => ({
  low: new Float64Array(length),
  high: new Float64Array(length),
  gap: new Float64Array(length),
});

/** Writes element i: unlimited beyond 2^53; a gap is never wider than its range. */
export function settle(reach: Reach, i: number, low: number, high: number, gap: number): void {
  const least = low >= -EXACT && low <= EXACT ? low : -Infinity;
  const most = high >= -EXACT && high <= EXACT ? high : Infinity;
  reach.low[i] = least;
  reach.high[i] = most;
  const width = most - least;
  const narrow = gap <= width ? gap : width;
  reach.gap[i] = narrow >= 0 && narrow <= EXACT ? narrow : Infinity;
}

/** A product in which nothing times unlimited is nothing. */
export const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

/** The largest magnitude of element i. */
export const magnitude = (reach: Reach, i: number): number =>
  Math.max(Math.abs(reach.low[i] ?? Infinity), Math.abs(reach.high[i] ?? Infinity));
