import type { Value } from "../../../src/envelope/builder.ts";
import { ProgramBuilder } from "../../../src/envelope/builder.ts";
import type { Program } from "../../../src/envelope/program.ts";
import { sizeOf } from "../../../src/envelope/shapes.ts";

/** A program with one input of `length` elements, and what `make` makes of it. */
export function program(
  length: number,
  make: (build: ProgramBuilder, input: Value) => Value | Value[],
  options: Partial<Program> = {},
): Program {
  const build = new ProgramBuilder();
  const input = build.add({ kind: "input", input: 0, rangeChecked: true, length }, [length]);
  const made = make(build, input);
  return {
    steps: build.steps,
    outputs: (Array.isArray(made) ? made : [made]).map(({ step }) => step),
    inputs: [{ length, scale: 0 }],
    limit: 2 ** 28 - 1,
    outputsRangeChecked: true,
    tableRange: [-4096, 4096],
    cost: build.cost,
    ...options,
  };
}

/** One row of weights for each output. */
export function weighted(build: ProgramBuilder, value: Value, rows: readonly (readonly number[])[]): Value {
  const columns = sizeOf(value.dims);
  const weights = build.constant(Float64Array.from(rows.flat()), [rows.length, columns]);
  const count = rows.length * columns;
  return build.add(
    {
      kind: "dot",
      a: value.step,
      b: weights.step,
      starts: Int32Array.from({ length: rows.length + 1 }, (_, i) => i * columns),
      left: Int32Array.from({ length: count }, (_, i) => i % columns),
      right: Int32Array.from({ length: count }, (_, i) => i),
      length: rows.length,
    },
    [rows.length],
  );
}

/** All elements as one group. */
export const group = (value: Value): { groups: Int32Array; size: number } => {
  const size = sizeOf(value.dims);
  return { groups: Int32Array.from({ length: size }, (_, i) => i), size };
};
