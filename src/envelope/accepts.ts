import type { ElementFunction, Program, Step } from "./program.ts";

/**
 * Whether the circuit accepts a run of its program: every decomposed value is within the limit, every table is asked within its range,
 * and inverses and roots are the nearest there are. The engine's own rounding misses the last at some ties, and then it gives no proof.
 */
export function accepts(program: Program, values: readonly Float64Array[]): boolean {
  const of = (index: number): Float64Array => values[index] ?? new Float64Array();
  const within = (value: number): boolean => Math.abs(value) <= program.limit;
  const every = program.steps.every((step, index) => accepted(step, of(index), of, within, program));
  return (
    every && (!program.outputsRangeChecked || program.outputs.every((output) => of(output).every(within)))
  );
}

function accepted(
  step: Step,
  out: Float64Array,
  of: (index: number) => Float64Array,
  within: (value: number) => boolean,
  program: Program,
): boolean {
  if (step.kind === "input") return !step.rangeChecked || out.every(within);
  if (step.kind === "divide") {
    const a = of(step.a);
    return out.every((value, i) => within(value) && Math.abs((a[i] ?? NaN) - value * step.by) < step.by);
  }
  if (step.kind === "compare" || step.kind === "max" || step.kind === "min") {
    const [a, b] = [of(step.a), of(step.b)];
    // Equality is a question about zero, which nothing is decomposed for.
    return (
      (step.kind === "compare" && step.how === "equals") ||
      a.every((value, i) => within(value - (b[i] ?? NaN)))
    );
  }
  return step.kind !== "each" || acceptedFunction(step.apply, of(step.a), out, within, program);
}

function acceptedFunction(
  apply: ElementFunction,
  a: Float64Array,
  out: Float64Array,
  within: (value: number) => boolean,
  program: Program,
): boolean {
  if (apply.name === "leakyRelu" || apply.name === "abs" || apply.name === "sign") return a.every(within);
  if (apply.name === "table")
    return a.every((value) => value >= program.tableRange[0] && value <= program.tableRange[1]);
  if (apply.name === "recip") {
    const scale = apply.inputScale * apply.outputScale;
    return out.every(within) && a.every((x, i) => x === 0 || isNearest(out[i] ?? NaN, (y) => y * x, scale));
  }
  if (apply.name === "sqrt")
    return a.every((x, i) => isNearest(out[i] ?? NaN, (y) => y * y, x * apply.scale));
  return true;
}

/** The engine's test of a smallest error: not larger than one step up, and smaller than one step down. */
function isNearest(y: number, f: (y: number) => number, target: number): boolean {
  const error = (at: number): number => Math.abs(f(at) - target);
  return error(y) <= error(y + 1) && error(y) < error(y - 1);
}
