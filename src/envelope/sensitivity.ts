import { tableValue } from "./element-functions.ts";
import type { Comparison, ElementFunction, Program, Step } from "./program.ts";

/**
 * How one output element moves with each element of each step, to first order, around one run: the program is followed backwards. Steps
 * that jump (comparisons, places of the largest) count the more, the nearer they are to jumping. A guide for a search; nothing is
 * proven by it.
 */
export function sensitivities(
  program: Program,
  values: readonly Float64Array[],
  output: number,
  element: number,
): ReadonlyMap<number, Float64Array> {
  const slopes = new Map<number, Float64Array>();
  const slopeOf = (index: number): Float64Array => {
    const known = slopes.get(index) ?? new Float64Array(values[index]?.length ?? 0);
    slopes.set(index, known);
    return known;
  };
  slopeOf(output)[element] = 1;
  for (let index = output; index >= 0; index--) {
    const step = program.steps[index];
    const slope = slopes.get(index);
    if (step !== undefined && slope !== undefined)
      pushBack(step, slope, values, slopeOf, values[index] ?? slope);
  }
  return slopes;
}

function pushBack(
  step: Step,
  slope: Float64Array,
  values: readonly Float64Array[],
  slopeOf: (index: number) => Float64Array,
  out: Float64Array,
): void {
  const valueOf = (index: number): Float64Array => values[index] ?? new Float64Array();
  const bump = (to: Float64Array, at: number, by: number): void => {
    to[at] = (to[at] ?? 0) + by;
  };
  switch (step.kind) {
    case "input":
    case "constant":
      return;
    case "pick":
      slope.forEach((by, i) => {
        const from = step.from[step.which?.[i] ?? 0];
        if (by !== 0 && from !== undefined) bump(slopeOf(from), step.at[i] ?? 0, by);
      });
      return;
    case "dot": {
      const [a, b, toA, toB] = [valueOf(step.a), valueOf(step.b), slopeOf(step.a), slopeOf(step.b)];
      slope.forEach((by, i) => {
        if (by === 0) return;
        const end = step.starts[i + 1] as number;
        for (let j = step.starts[i] as number; j < end; j++) {
          const [l, r] = [step.left[j] as number, step.right[j] as number];
          bump(toA, l, by * (b[r] as number));
          bump(toB, r, by * (a[l] as number));
        }
      });
      return;
    }
    case "add":
    case "sub":
    case "mul":
    case "max":
    case "min":
    case "compare": {
      const [a, b, toA, toB] = [valueOf(step.a), valueOf(step.b), slopeOf(step.a), slopeOf(step.b)];
      const how = step.kind === "compare" ? step.how : step.kind;
      slope.forEach((by, i) => {
        const [left, right] = pairSlopes(how, a[i] ?? 0, b[i] ?? 0);
        bump(toA, i, by * left);
        bump(toB, i, by * right);
      });
      return;
    }
    case "choose": {
      const [mask, a, b] = [valueOf(step.mask), valueOf(step.a), valueOf(step.b)];
      slope.forEach((by, i) => {
        bump(slopeOf(mask[i] === 1 ? step.a : step.b), i, by);
        bump(slopeOf(step.mask), i, by * ((a[i] ?? 0) - (b[i] ?? 0)));
      });
      return;
    }
    case "each": {
      const a = valueOf(step.a);
      slope.forEach((by, i) => {
        if (by !== 0) bump(slopeOf(step.a), i, by * functionSlope(step.apply, a[i] ?? 0));
      });
      return;
    }
    case "divide":
      slope.forEach((by, i) => bump(slopeOf(step.a), i, by / step.by));
      return;
    case "ranked": {
      const a = valueOf(step.a);
      slope.forEach((by, i) => {
        for (let k = 0; k < step.size; k++) {
          const at = step.groups[i * step.size + k] ?? 0;
          if (a[at] !== out[i]) continue;
          bump(slopeOf(step.a), at, by);
          return;
        }
      });
      return;
    }
    case "best": {
      const a = valueOf(step.a);
      slope.forEach((by, i) => {
        const at = (k: number): number => step.groups[i * step.size + k] ?? 0;
        const winner = out[i] ?? 0;
        for (let k = 0; k < step.size; k++) {
          if (k === winner) continue;
          const behind = Math.abs((a[at(winner)] ?? 0) - (a[at(k)] ?? 0));
          const pull = (by * Math.sign(k - winner)) / (1 + behind) / (1 + behind);
          if (pull <= 0) continue;
          bump(slopeOf(step.a), at(k), step.smallest ? -pull : pull);
          bump(slopeOf(step.a), at(winner), step.smallest ? pull : -pull);
        }
      });
      return;
    }
    case "lookUp": {
      const index = valueOf(step.index);
      slope.forEach((by, i) => {
        const place = index[step.places[i] ?? 0] ?? 0;
        bump(slopeOf(step.a), (step.starts[i] ?? 0) + step.step * place, by);
      });
      return;
    }
  }
}

function pairSlopes(
  how: Comparison | "add" | "sub" | "mul" | "max" | "min",
  a: number,
  b: number,
): readonly [number, number] {
  const near = 1 / (1 + Math.abs(a - b));
  switch (how) {
    case "add":
      return [1, 1];
    case "sub":
      return [1, -1];
    case "mul":
      return [b, a];
    case "max":
      return a > b ? [1, 0] : [0, 1];
    case "min":
      return a > b ? [0, 1] : [1, 0];
    case "equals":
      return [near * Math.sign(b - a), near * Math.sign(a - b)];
    case "greater":
    case "greaterEqual":
      return [near, -near];
    case "less":
    case "lessEqual":
      return [-near, near];
  }
}

function functionSlope(apply: ElementFunction, x: number): number {
  switch (apply.name) {
    case "table": {
      // Wide enough to see past the rounding of the entries.
      const reach = "scale" in apply.table ? Math.max(1, apply.table.scale / 8) : 1;
      const slope = (tableValue(apply.table, x + reach) - tableValue(apply.table, x - reach)) / (2 * reach);
      return Number.isFinite(slope) ? slope : 0;
    }
    case "leakyRelu":
      return x >= 0 ? apply.by : apply.slope;
    case "abs":
      return Math.sign(x) || 1;
    case "sign":
      return 1 / (1 + Math.abs(x));
    case "power":
      return apply.exponent * x ** (apply.exponent - 1);
    case "times":
      return apply.by;
    case "recip":
      return x === 0 ? 0 : (-apply.inputScale * apply.outputScale) / (x * x);
    case "sqrt":
      return x > 0 ? Math.sqrt(apply.scale / x) / 2 : 0;
    case "floor":
    case "ceil":
    case "round":
    case "roundHalfToEven":
      return 1;
  }
}
