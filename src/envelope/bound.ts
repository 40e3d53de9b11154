import { boundFunction } from "./bound-functions.ts";
import { COMPARE } from "./evaluate.ts";
import type { Program, Step } from "./program.ts";
import type { Reach } from "./reach.ts";
import { emptyReach, EXACT, magnitude, settle, times } from "./reach.ts";

/** From where to where an input's integers are known to lie, all of its elements or each of them. */
export type InputRange = readonly [number, number] | readonly (readonly [number, number])[];

/**
 * The reach of every step. Each rule is sound by itself: from what holds of a step's arguments follows what is claimed of its elements,
 * for any two accepted runs on one input.
 *
 * - Rescaling by D accepts every y with |x - y D| < D. For x and x' at most g apart, |y - y'| D <= g + 2 (D - 1), so
 *   |y - y'| <= floor((g + 2 D - 2) / D): 1 for g = 0.
 * - Sums add gaps, times |w| for constant factors. For products x y - x' y' = x (y - y') + y' (x - x').
 * - The largest of a group, a ReLU and an absolute value move no further than their arguments do.
 * - Tables are scanned: the largest variation over windows as wide as the gap.
 * - Comparisons and places of the largest are fixed when their arguments are, or when ranges are apart.
 */
export function boundProgram(program: Program, ranges: readonly (InputRange | undefined)[] = []): Reach[] {
  const reaches: Reach[] = [];
  for (const step of program.steps) reaches.push(boundStep(step, reaches, program, ranges));
  return reaches;
}

function boundStep(
  step: Step,
  reaches: readonly Reach[],
  program: Program,
  ranges: readonly (InputRange | undefined)[],
): Reach {
  const of = (index: number): Reach => reaches[index] ?? emptyReach(0);
  const out = emptyReach(step.length);
  switch (step.kind) {
    case "input": {
      const limit = step.rangeChecked ? program.limit : Infinity;
      const declared = ranges[step.input];
      for (let i = 0; i < step.length; i++) {
        const range = declared && (typeof declared[0] === "number" ? declared : declared[i]);
        const [low, high] = (range as readonly [number, number] | undefined) ?? [-Infinity, Infinity];
        settle(out, i, Math.ceil(Math.max(low, -limit)), Math.floor(Math.min(high, limit)), 0);
      }
      return out;
    }
    case "constant":
      step.data.forEach((value, i) => settle(out, i, value, value, 0));
      return out;
    case "pick": {
      const sources = step.from.map(of);
      for (let i = 0; i < step.length; i++) {
        const which = step.which?.[i] ?? 0;
        const [source, at] = [sources[which], step.at[i] ?? 0];
        if (source !== undefined)
          settle(out, i, source.low[at] as number, source.high[at] as number, source.gap[at] as number);
      }
      return out;
    }
    case "dot":
      return boundDot(step, of(step.a), of(step.b));
    case "add":
    case "sub":
    case "mul":
    case "max":
    case "min":
      return boundPair(step, of(step.a), of(step.b));
    case "compare":
      return boundCompare(step, of(step.a), of(step.b));
    case "choose": {
      const [mask, a, b] = [of(step.mask), of(step.a), of(step.b)];
      for (let i = 0; i < step.length; i++) {
        const [low, high] = [
          Math.min(a.low[i] as number, b.low[i] as number),
          Math.max(a.high[i] as number, b.high[i] as number),
        ];
        const gap = mask.gap[i] === 0 ? Math.max(a.gap[i] as number, b.gap[i] as number) : Infinity;
        settle(out, i, low, high, gap);
      }
      return out;
    }
    case "each":
      return boundFunction(step.apply, of(step.a), program);
    case "divide": {
      const a = of(step.a);
      const within = (x: number): number => Math.min(Math.max(x, -program.limit), program.limit);
      for (let i = 0; i < step.length; i++)
        settle(
          out,
          i,
          within(Math.floor((a.low[i] as number) / step.by)),
          within(Math.ceil((a.high[i] as number) / step.by)),
          Math.floor(((a.gap[i] as number) + 2 * step.by - 2) / step.by),
        );
      return out;
    }
    case "ranked":
      return boundRanked(step, of(step.a));
    case "best":
      for (let i = 0; i < step.length; i++) {
        const winners = candidates(step, of(step.a), i);
        const [first, last] = [winners[0] ?? 0, winners.at(-1) ?? step.size - 1];
        settle(out, i, first, last, contested(step, of(step.a), i, winners) > 0 ? last - first : 0);
      }
      return out;
    case "lookUp": {
      const [a, index] = [of(step.a), of(step.index)];
      for (let i = 0; i < step.length; i++) {
        const place = step.places[i] ?? 0;
        const from = Math.max(0, index.low[place] as number);
        const to = Math.min(step.size - 1, index.high[place] as number);
        let [low, high, gap] = [Infinity, -Infinity, 0];
        for (let k = from; k <= to; k++) {
          const at = (step.starts[i] ?? 0) + step.step * k;
          low = Math.min(low, a.low[at] as number);
          high = Math.max(high, a.high[at] as number);
          gap = Math.max(gap, a.gap[at] as number);
        }
        settle(out, i, low, high, index.gap[place] === 0 ? gap : Infinity);
      }
      return out;
    }
  }
}

function boundDot(step: Extract<Step, { kind: "dot" }>, a: Reach, b: Reach): Reach {
  const out = emptyReach(step.length);
  for (let i = 0; i < step.length; i++) {
    let [low, high, gap, size] = [0, 0, 0, 0];
    const end = step.starts[i + 1] as number;
    for (let j = step.starts[i] as number; j < end; j++) {
      const [l, r] = [step.left[j] as number, step.right[j] as number];
      const product = productOf(a, l, b, r);
      low += product[0];
      high += product[1];
      gap += product[2];
      size += Math.max(Math.abs(product[0]), Math.abs(product[1]));
    }
    // Partial sums beyond 2^53 may have been rounded; the gap is a sum of what is not negative, so it grows beyond with them.
    if (size <= EXACT) settle(out, i, low, high, gap);
    else settle(out, i, -Infinity, Infinity, gap);
  }
  return out;
}

/** Lowest, highest and gap of a product; its array is used again by the next call. */
const product: [number, number, number] = [0, 0, 0];

function productOf(a: Reach, l: number, b: Reach, r: number): readonly [number, number, number] {
  const [al, ah, bl, bh] = [a.low[l] as number, a.high[l] as number, b.low[r] as number, b.high[r] as number];
  if (bl === bh) {
    const [x, y] = [times(al, bl), times(ah, bl)];
    product[0] = Math.min(x, y);
    product[1] = Math.max(x, y);
    product[2] = times(Math.abs(bl), a.gap[l] as number);
    return product;
  }
  const [w, x, y, z] = [times(al, bl), times(al, bh), times(ah, bl), times(ah, bh)];
  product[0] = Math.min(w, x, y, z);
  product[1] = Math.max(w, x, y, z);
  product[2] = times(magnitude(a, l), b.gap[r] as number) + times(magnitude(b, r), a.gap[l] as number);
  return product;
}

function boundPair(
  step: Extract<Step, { kind: "add" | "sub" | "mul" | "max" | "min" }>,
  a: Reach,
  b: Reach,
): Reach {
  const out = emptyReach(step.length);
  for (let i = 0; i < step.length; i++) {
    const [al, ah, bl, bh] = [
      a.low[i] as number,
      a.high[i] as number,
      b.low[i] as number,
      b.high[i] as number,
    ];
    const [ga, gb] = [a.gap[i] as number, b.gap[i] as number];
    switch (step.kind) {
      case "add":
        settle(out, i, al + bl, ah + bh, ga + gb);
        break;
      case "sub":
        settle(out, i, al - bh, ah - bl, ga + gb);
        break;
      case "mul": {
        const [low, high, gap] = productOf(a, i, b, i);
        settle(out, i, low, high, gap);
        break;
      }
      case "max":
        settle(out, i, Math.max(al, bl), Math.max(ah, bh), Math.max(ga, gb));
        break;
      case "min":
        settle(out, i, Math.min(al, bl), Math.min(ah, bh), Math.max(ga, gb));
        break;
    }
  }
  return out;
}

function boundCompare(step: Extract<Step, { kind: "compare" }>, a: Reach, b: Reach): Reach {
  const out = emptyReach(step.length);
  const holds = COMPARE[step.how];
  for (let i = 0; i < step.length; i++) {
    const [low, high] = [
      (a.low[i] as number) - (b.high[i] as number),
      (a.high[i] as number) - (b.low[i] as number),
    ];
    // The comparison with 0 of a difference in [low, high] is settled when it is the same at both ends, for equality also when 0 is outside.
    const outside = low > 0 || high < 0;
    const settled =
      step.how === "equals" ? outside || (low === 0 && high === 0) : holds(low, 0) === holds(high, 0);
    const answer = holds(low, 0) ? 1 : 0;
    const fixed = (a.gap[i] as number) === 0 && (b.gap[i] as number) === 0;
    if (settled) settle(out, i, answer, answer, 0);
    else settle(out, i, 0, 1, fixed ? 0 : 1);
  }
  return out;
}

function boundRanked(step: Extract<Step, { kind: "ranked" }>, a: Reach): Reach {
  const out = emptyReach(step.length);
  const place = step.smallest ? step.rank : step.size - 1 - step.rank;
  for (let i = 0; i < step.length; i++) {
    const [lows, highs] = [new Float64Array(step.size), new Float64Array(step.size)];
    let gap = 0;
    for (let k = 0; k < step.size; k++) {
      const at = step.groups[i * step.size + k] ?? 0;
      lows[k] = a.low[at] as number;
      highs[k] = a.high[at] as number;
      gap = Math.max(gap, a.gap[at] as number);
    }
    settle(out, i, lows.sort()[place] as number, highs.sort()[place] as number, gap);
  }
  return out;
}

/** Places of a group whose element may be the largest (smallest). */
export function candidates(step: Extract<Step, { kind: "best" }>, a: Reach, group: number): number[] {
  const at = (k: number): number => step.groups[group * step.size + k] ?? 0;
  const all = Array.from({ length: step.size }, (_, k) => k);
  if (step.smallest) {
    const ceiling = all.reduce((least, k) => Math.min(least, a.high[at(k)] as number), Infinity);
    return all.filter((k) => (a.low[at(k)] as number) <= ceiling);
  }
  const floor = all.reduce((most, k) => Math.max(most, a.low[at(k)] as number), -Infinity);
  return all.filter((k) => (a.high[at(k)] as number) >= floor);
}

/** How far the difference of two candidates can move between two accepted runs: the sum of the two largest gaps. */
export function contested(
  step: Extract<Step, { kind: "best" }>,
  a: Reach,
  group: number,
  winners: readonly number[],
): number {
  if (winners.length < 2) return 0;
  const gaps = winners
    .map((k) => a.gap[step.groups[group * step.size + k] ?? 0] as number)
    .sort((x, y) => y - x);
  return (gaps[0] ?? 0) + (gaps[1] ?? 0);
}
