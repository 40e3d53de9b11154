import { applyFunction, powerOf, roundAway } from "./element-functions.ts";
import type { ElementFunction, Program } from "./program.ts";
import type { Reach } from "./reach.ts";
import { emptyReach, EXACT, settle, times } from "./reach.ts";
import type { Window } from "./table-windows.ts";
import { scanTable } from "./table-windows.ts";

/** Above this many table entries to scan, a tensor's elements share one scan of their joint range. */
const MOST_SCANNED = 4_000_000;

/** The reach of a function of single elements. */
export function boundFunction(apply: ElementFunction, a: Reach, program: Program): Reach {
  if (apply.name === "table") return boundTable(apply, a, program);
  const out = emptyReach(a.low.length);
  for (let i = 0; i < a.low.length; i++) {
    const [low, high, gap] = [a.low[i] as number, a.high[i] as number, a.gap[i] as number];
    const [least, most, apart] = boundOne(apply, low, high, gap, program.limit);
    settle(out, i, least, most, gap === 0 ? 0 : apart);
  }
  return out;
}

/** Lowest and highest answer, and how far two answers are apart whose arguments are at most `gap` apart. */
function boundOne(
  apply: Exclude<ElementFunction, { name: "table" }>,
  low: number,
  high: number,
  gap: number,
  limit: number,
): readonly [number, number, number] {
  const f = (x: number): number => (Number.isFinite(x) ? applyFunction(apply, x) : x);
  switch (apply.name) {
    case "times": {
      const [a, b] = [times(low, apply.by), times(high, apply.by)];
      return [Math.min(a, b), Math.max(a, b), gap * Math.abs(apply.by)];
    }
    case "leakyRelu":
    case "abs": {
      // Both decompose their argument, so it is within the limit. Piecewise linear, so extremes are at the ends or at 0.
      const [from, to] = clamped(low, high, limit);
      const at = from < 0 && to > 0 ? [f(from), f(to), 0] : [f(from), f(to)];
      const slope = apply.name === "leakyRelu" ? Math.max(Math.abs(apply.by), Math.abs(apply.slope)) : 1;
      return [Math.min(...at), Math.max(...at), gap * slope];
    }
    case "sign": {
      const [from, to] = clamped(low, high, limit);
      return [Math.sign(from), Math.sign(to), 2];
    }
    case "power": {
      const [a, b] = [powerOf(low, apply.exponent), powerOf(high, apply.exponent)];
      const least = apply.exponent % 2 === 0 && low < 0 && high > 0 ? 0 : Math.min(a, b);
      const largest = Math.max(Math.abs(low), Math.abs(high));
      return [least, Math.max(a, b), apply.exponent * times(powerOf(largest, apply.exponent - 1), gap)];
    }
    case "recip":
      return boundRecip(apply, low, high, gap, limit);
    case "sqrt": {
      // The answer is the y >= 0 that brings y^2 nearest to x * scale, 0 for negative x. It steps from k to k + 1 behind k^2 + k, and
      // the roots of these are at least 1 apart.
      const root = (x: number): number => Math.sqrt(Math.max(x, 0) * apply.scale);
      const from = Math.max(low, 0);
      const apart = root(from + gap) - root(from);
      return [
        down(root(low)),
        Math.min(up(root(high)), limit),
        Math.floor(apart + rounding(root(from + gap))) + 1,
      ];
    }
    case "floor":
    case "ceil":
    case "round":
    case "roundHalfToEven":
      return [f(low), f(high), times(apply.scale, Math.ceil(gap / apply.scale))];
  }
}

/** Room for the rounding errors of quotients and roots. */
const rounding = (x: number): number => 1e-9 + Math.abs(x) * 1e-14;
const down = (x: number): number => Math.floor(x - rounding(x));
const up = (x: number): number => Math.ceil(x + rounding(x));

function clamped(low: number, high: number, limit: number): [number, number] {
  const within = (x: number): number => Math.min(Math.max(x, -limit), limit);
  return [within(low), within(high)];
}

/**
 * The inverse y of x brings y * x nearest to S = inputScale * outputScale, so it is at most 1/2 from S / x; the inverse of 0 is one fixed
 * number, which no proof contains when it is beyond the limit. On one side of 0 the inverse is steepest next to 0.
 */
function boundRecip(
  apply: Extract<ElementFunction, { name: "recip" }>,
  low: number,
  high: number,
  gap: number,
  limit: number,
): readonly [number, number, number] {
  const scale = apply.inputScale * apply.outputScale;
  if (low > 0 || high < 0) {
    const [near, far] = low > 0 ? [low, high] : [-high, -low];
    const steepest = scale / near - scale / Math.min(far, near + gap);
    const [least, most] = [down(scale / far), Math.min(up(scale / near), limit)];
    const apart = Math.floor(steepest + rounding(scale / near)) + 1;
    return low > 0 ? [least, most, apart] : [-most, -least, apart];
  }
  const most = Math.min(scale, limit);
  const ofZero = roundAway(apply.outputScale / apply.epsilon);
  const least = low < 0 ? -most : 0;
  const top = ofZero <= limit ? Math.max(ofZero, most) : most;
  return [least, top, top - least];
}

function boundTable(apply: Extract<ElementFunction, { name: "table" }>, a: Reach, program: Program): Reach {
  const [first, last] = program.tableRange;
  const length = a.low.length;
  const out = emptyReach(length);
  const ranges = Array.from({ length }, (_, i) => ({
    from: Math.min(Math.max(a.low[i] as number, first), last),
    to: Math.max(Math.min(a.high[i] as number, last), first),
    gap: a.gap[i] as number,
  }));
  const work = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const joint =
    work <= MOST_SCANNED
      ? undefined
      : scanTable(
          apply.table,
          ranges.reduce((least, { from }) => Math.min(least, from), last),
          ranges.reduce((most, { to }) => Math.max(most, to), first),
          Math.min(
            ranges.reduce((most, { gap }) => Math.max(most, gap), 0),
            EXACT,
          ),
        );
  const known = new Map<string, Window>();
  ranges.forEach(({ from, to, gap }, i) => {
    const key = `${from} ${to} ${gap}`;
    const window = joint ?? known.get(key) ?? scanTable(apply.table, from, to, gap);
    known.set(key, window);
    settle(out, i, window.low, window.high, gap === 0 ? 0 : window.variation);
  });
  return out;
}
