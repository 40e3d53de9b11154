import type { ConstantTensor, GatherOp, ScatterOp } from "../circuit/op.ts";

import type { ProgramBuilder, Value } from "./builder.ts";
import type { Dims } from "./shapes.ts";
import { sizeOf, stridesOf, walk } from "./shapes.ts";

/** What stands at places that a constant or another value names. */
export function lowerGather(build: ProgramBuilder, op: GatherOp, values: readonly Value[]): Value {
  const [value, second] = values;
  if (value === undefined) return build.fail("nothing to gather from");
  const index = indexOf(build, op.index, second);
  if (index === undefined) return build.fail("nothing to gather");
  if (op.kind === "gatherNd") {
    const places = placesNd(build, op.axis, value.dims, index);
    return build.pick(value, places.at, places.dims);
  }
  const strides = stridesOf(value.dims);
  const step = strides[op.axis] ?? 1;
  const size = value.dims[op.axis] ?? 1;
  const around = (axis: number): number => (axis === op.axis ? 0 : (strides[axis] ?? 0));
  const inner = index.value.dims.map((_, axis) => stridesOf(index.value.dims)[axis] ?? 0);
  const none = index.value.dims.map(() => 0);
  const [dims, starts, places] =
    op.kind === "gather"
      ? gathered(value.dims, index.value.dims, op.axis, around, inner)
      : ([
          index.value.dims,
          walk(
            index.value.dims,
            none.map((_, axis) => around(axis)),
          ),
          walk(index.value.dims, inner),
        ] as const);
  if (index.known === undefined) {
    const body = {
      kind: "lookUp",
      a: value.step,
      index: index.value.step,
      places,
      starts,
      step,
      size,
    } as const;
    return build.add({ ...body, length: sizeOf(dims) }, dims);
  }
  const known = index.known;
  const at = starts.map((start, i) => start + step * inRange(build, known[places[i] ?? 0] ?? NaN, size));
  return build.pick(value, at, dims);
}

function gathered(
  dims: Dims,
  index: Dims,
  axis: number,
  around: (axis: number) => number,
  inner: readonly number[],
): readonly [Dims, Int32Array, Int32Array] {
  const [before, after] = [dims.slice(0, axis), dims.slice(axis + 1)];
  const out = [...before, ...index, ...after];
  const starts = [
    ...before.map((_, i) => around(i)),
    ...index.map(() => 0),
    ...after.map((_, i) => around(axis + 1 + i)),
  ];
  const places = [...before.map(() => 0), ...inner, ...after.map(() => 0)];
  return [out, walk(out, starts), walk(out, places)];
}

/** The value with others in some places; of two for one place the last stays. */
export function lowerScatter(build: ProgramBuilder, op: ScatterOp, values: readonly Value[]): Value {
  const [value, second, third] = values;
  const source = op.index === undefined ? third : second;
  const index = indexOf(build, op.index, op.index === undefined ? second : undefined);
  if (value === undefined || source === undefined || index === undefined)
    return build.fail("nothing to scatter");
  const { known } = index;
  if (known === undefined) return build.fail("a scatter to places that the input decides");
  const size = sizeOf(value.dims);
  const which = new Int32Array(size);
  const at = Int32Array.from({ length: size }, (_, i) => i);
  let places: Int32Array;
  if (op.kind === "scatterNd") places = placesNd(build, 0, value.dims, index).at;
  else {
    const strides = stridesOf(value.dims);
    const starts = walk(
      index.value.dims,
      strides.map((stride, axis) => (axis === op.axis ? 0 : stride)),
    );
    const [step, most] = [strides[op.axis] ?? 1, value.dims[op.axis] ?? 1];
    places = starts.map((start, i) => start + step * inRange(build, known[i] ?? NaN, most));
  }
  places.forEach((place, i) => {
    which[place] = 1;
    at[place] = i;
  });
  return build.add({ kind: "pick", from: [value.step, source.step], which, at, length: size }, value.dims);
}

interface Index {
  value: Value;
  known: Float64Array | undefined;
}

function indexOf(
  build: ProgramBuilder,
  constant: ConstantTensor | undefined,
  value: Value | undefined,
): Index | undefined {
  if (constant !== undefined) return { value: { step: -1, dims: constant.dims }, known: constant.data };
  return value && { value, known: build.constantOf(value) };
}

function placesNd(
  build: ProgramBuilder,
  batchDims: number,
  dims: Dims,
  index: Index,
): { at: Int32Array; dims: number[] } {
  const depth = index.value.dims.at(-1) ?? 1;
  const { known } = index;
  if (batchDims !== 0 || known === undefined)
    return build.fail("a gather of many axes by places that the input decides");
  const strides = stridesOf(dims);
  const rest = dims.slice(depth);
  const count = sizeOf(index.value.dims) / depth;
  const inner = walk(rest, strides.slice(depth));
  const at = new Int32Array(count * inner.length);
  let next = 0;
  for (let i = 0; i < count; i++) {
    let start = 0;
    for (let axis = 0; axis < depth; axis++)
      start += inRange(build, known[i * depth + axis] ?? NaN, dims[axis] ?? 1) * (strides[axis] ?? 0);
    for (const place of inner) at[next++] = start + place;
  }
  return { at, dims: [...index.value.dims.slice(0, -1), ...rest] };
}

const inRange = (build: ProgramBuilder, place: number, size: number): number =>
  Number.isInteger(place) && place >= 0 && place < size ? place : build.fail(`place ${place} of ${size}`);
