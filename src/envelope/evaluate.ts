import { CircuitNotModelledError } from "../errors/circuit.ts";

import { applyFunction, roundAway } from "./element-functions.ts";
import type { Comparison, Program, Step } from "./program.ts";

/**
 * Which of the accepted quotients a rescaling takes: below 0 the floor, above 0 the ceiling, 0 the engine's own rounding.
 * One entry for each element of each rescaling, by step.
 */
export type Choices = ReadonlyMap<number, Int8Array>;

const HONEST: Choices = new Map();

/** Sums beyond this are not exact in doubles. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * All values of a program on quantised inputs; exact integers. Without choices they are the engine's own.
 * @throws CircuitNotModelledError when a value leaves what doubles hold exactly.
 */
export function evaluate(
  program: Program,
  inputs: readonly Float64Array[],
  choices: Choices = HONEST,
): Float64Array[] {
  const values: Float64Array[] = [];
  program.steps.forEach((step, index) => {
    const out = stepValues(step, values, inputs, choices.get(index));
    for (const value of out)
      if (!(Math.abs(value) <= EXACT))
        throw new CircuitNotModelledError(`node ${step.node}`, "a value is beyond 2^53");
    values.push(out);
  });
  return values;
}

function stepValues(
  step: Step,
  values: readonly Float64Array[],
  inputs: readonly Float64Array[],
  choice: Int8Array | undefined,
): Float64Array {
  const of = (index: number): Float64Array => values[index] ?? new Float64Array();
  const fail = (problem: string): never => {
    throw new CircuitNotModelledError(`node ${step.node}`, problem);
  };
  switch (step.kind) {
    case "input": {
      const given = inputs[step.input];
      return given?.length === step.length
        ? given
        : fail(`input ${step.input} needs ${step.length} elements`);
    }
    case "constant":
      return step.exact ? step.data : fail("a constant is beyond 2^53");
    case "pick":
      return picked(step, of);
    case "dot":
      return dotted(step, of(step.a), of(step.b));
    case "add":
    case "sub":
    case "mul":
    case "max":
    case "min": {
      const [a, b, combine] = [of(step.a), of(step.b), COMBINE[step.kind]];
      return a.map((value, i) => combine(value, b[i] ?? NaN));
    }
    case "compare": {
      const [a, b, holds] = [of(step.a), of(step.b), COMPARE[step.how]];
      return a.map((value, i) => (holds(value, b[i] ?? NaN) ? 1 : 0));
    }
    case "choose": {
      const [mask, a, b] = [of(step.mask), of(step.a), of(step.b)];
      return mask.map(
        (bit, i) => (bit === 1 ? a[i] : bit === 0 ? b[i] : undefined) ?? fail("a mask is not 0 or 1"),
      );
    }
    case "each":
      return of(step.a).map((value) => applyFunction(step.apply, value) + 0);
    case "divide":
      return of(step.a).map((value, i) => quotient(value, step.by, choice?.[i] ?? 0));
    case "ranked":
      return grouped(step, of(step.a), (group) => {
        const sorted = group.sort();
        return sorted[step.smallest ? step.rank : sorted.length - 1 - step.rank] ?? NaN;
      });
    case "best":
      return grouped(step, of(step.a), (group) => bestOf(group, step.smallest));
    case "lookUp": {
      const [a, index] = [of(step.a), of(step.index)];
      return Float64Array.from(step.starts, (start, i) => {
        const place = index[step.places[i] ?? -1] ?? NaN;
        return place >= 0 && place < step.size
          ? (a[start + step.step * place] ?? NaN)
          : fail("a place is out of range");
      });
    }
  }
}

/** An accepted quotient: the circuit asks for |value - quotient * by| < by. */
export function quotient(value: number, by: number, choice: number): number {
  if (choice === 0) return roundAway(value / by);
  return (choice < 0 ? Math.floor(value / by) : Math.ceil(value / by)) + 0;
}

const COMBINE = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b + 0,
  max: (a: number, b: number) => Math.max(a, b),
  min: (a: number, b: number) => Math.min(a, b),
} as const;

export const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
  equals: (a, b) => a === b,
};

function picked(step: Extract<Step, { kind: "pick" }>, of: (index: number) => Float64Array): Float64Array {
  const sources = step.from.map(of);
  const out = new Float64Array(step.length);
  for (let i = 0; i < out.length; i++) {
    const which = step.which?.[i] ?? 0;
    if (which >= 0) out[i] = sources[which]?.[step.at[i] ?? -1] ?? NaN;
  }
  return out;
}

function dotted(step: Extract<Step, { kind: "dot" }>, a: Float64Array, b: Float64Array): Float64Array {
  const { starts, left, right } = step;
  const out = new Float64Array(step.length);
  for (let i = 0; i < out.length; i++) {
    let [sum, size] = [0, 0];
    const end = starts[i + 1] as number;
    for (let j = starts[i] as number; j < end; j++) {
      const term = (a[left[j] as number] as number) * (b[right[j] as number] as number);
      sum += term;
      size += Math.abs(term);
    }
    out[i] = size <= EXACT ? sum : NaN;
  }
  return out;
}

function grouped(
  step: { groups: Int32Array; size: number; length: number },
  a: Float64Array,
  fold: (group: Float64Array) => number,
): Float64Array {
  const out = new Float64Array(step.length);
  const group = new Float64Array(step.size);
  for (let i = 0; i < out.length; i++) {
    for (let k = 0; k < step.size; k++) group[k] = a[step.groups[i * step.size + k] ?? -1] ?? NaN;
    out[i] = fold(group);
  }
  return out;
}

function bestOf(group: Float64Array, smallest: boolean): number {
  let best = 0;
  group.forEach((value, i) => {
    const champion = group[best] ?? NaN;
    if (smallest ? value < champion : value > champion) best = i;
  });
  return best;
}
