import type { Program, Step } from "./program.ts";

/**
 * Whether the circuit accepts a run of its program: every decomposed value is within the limit, every table is asked within its range,
 * and inverses and roots are the nearest there are. The engine's own rounding misses the last at some ties, and then it gives no proof.
 */
export function accepts(program: Program, values: readonly Float64Array[]): boolean {
  const of = (index: number): Float64Array => values[index] ?? new Float64Array();
  const within = (value: number): boolean => Math.abs(value) <= program.limit;
  const every = program.steps.every((step, index) => accepted(step, of(index), of, within, program));
  return every && (!program.outputsRangeChecked || program.outputs.every((output) => of(output).every(within)));
}

function accepted(
  step: Step,
  out: Float64Array,
  of: (index: number) => Float64Array,
  within: (value: number) => boolean,
  program: Program,
): boolean {
  switch (step.kind) {
    case "input":
      return !step.rangeChecked || out.every(within);
    case "divide": {
      const a = of(step.a);
      return out.every((value, i) => within(value) && Math.abs((a[i] ?? NaN) - value * step.by) < step.by);
    }
    case "compare":
    case "max":
    case "min": {
      const [a, b] = [of(step.a), of(step.b)];
      // Equality is a question about zero, which nothing is decomposed for.
      return (step.kind === "compare" && step.how === "equals") || a.every((value, i) => within(value - (b[i] ?? NaN)));
    }
    case "each": {
      const a = of(step.a);
      const apply = step.apply;
      switch (apply.name) {
        case "leakyRelu":
        case "abs":
        case "sign":
          return a.every(within);
        case "table":
          return a.every((value) => value >= program.tableRange[0] && value <= program.tableRange[1]);
        case "recip":
          return a.every((x, i) => x === 0 || isNearest(out[i] ?? NaN, (y) => y * x, apply.inputScale * apply.outputScale)) && out.every(within);
        case "sqrt":
          return a.every((x, i) => isNearest(out[i] ?? NaN, (y) => y * y, x * apply.scale));
        default:
          return true;
      }
    }
    default:
      return true;
  }
}

/** The engine's test of a smallest error: not larger than one step up, and smaller than one step down. */
function isNearest(y: number, f: (y: number) => number, target: number): boolean {
  const error = (at: number): number => Math.abs(f(at) - target);
  return error(y) <= error(y + 1) && error(y) < error(y - 1);
}
