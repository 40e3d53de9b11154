import type { Op } from "../circuit/op.ts";

import type { ProgramBuilder, Value } from "./builder.ts";
import { coordinatesOf } from "./lower-products.ts";
import type { Dims } from "./shapes.ts";
import { sizeOf, stridesOf, walk } from "./shapes.ts";

/** Operations that only say where each element comes from. */
export type PlaceOp = Extract<
  Op,
  {
    kind:
      | "reshape"
      | "flatten"
      | "broadcast"
      | "moveAxis"
      | "slice"
      | "downsample"
      | "pad"
      | "trilu"
      | "resize"
      | "concat";
  }
>;

export function lowerPlaces(build: ProgramBuilder, op: PlaceOp, values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) return build.fail("an operation has no input");
  const strides = stridesOf(value.dims);
  switch (op.kind) {
    case "reshape":
    case "flatten":
      return { step: value.step, dims: op.shape };
    case "broadcast":
      return build.broadcast(value, op.shape);
    case "moveAxis": {
      const order = value.dims.map((_, axis) => axis);
      order.splice(op.destination, 0, ...order.splice(op.source, 1));
      const dims = order.map((axis) => value.dims[axis] ?? 1);
      return build.pick(
        value,
        walk(
          dims,
          order.map((axis) => strides[axis] ?? 0),
        ),
        dims,
      );
    }
    case "slice":
      return sliced(build, value, op.axis, op.start, 1, op.end - op.start);
    case "downsample": {
      const count = Math.ceil(((value.dims[op.axis] ?? 1) - op.modulo) / op.stride);
      return sliced(build, value, op.axis, op.modulo, op.stride, count);
    }
    case "pad": {
      const pads = value.dims.map(
        (_, axis) => op.padding[axis - value.dims.length + op.padding.length] ?? ([0, 0] as const),
      );
      return padded(build, value, pads);
    }
    case "trilu": {
      const [rows, columns] = [value.dims.at(-2), value.dims.at(-1)];
      if (rows === undefined || columns === undefined) return build.fail("a triangle of a vector");
      // The engine cuts one triangle for each place of a batch, and a lone matrix has none: it is left whole.
      if (value.dims.length === 2) return value;
      const which = Int8Array.from({ length: sizeOf(value.dims) }, (_, i) => {
        const [row, column] = [Math.floor(i / columns) % rows, i % columns];
        return (op.upper ? column >= row + op.diagonal : column <= row + op.diagonal) ? 0 : -1;
      });
      const at = Int32Array.from({ length: which.length }, (_, i) => i);
      return build.add({ kind: "pick", from: [value.step], which, at, length: at.length }, value.dims);
    }
    case "resize": {
      const dims = value.dims.map((dim, axis) => dim * (op.factors[axis] ?? 1));
      const at = coordinatesOf(dims).map((place) =>
        place.reduce(
          (sum, c, axis) => sum + Math.floor(c / (op.factors[axis] ?? 1)) * (strides[axis] ?? 0),
          0,
        ),
      );
      return build.pick(value, Int32Array.from(at), dims);
    }
    case "concat":
      return joined(build, values, op.axis);
  }
}

function sliced(
  build: ProgramBuilder,
  value: Value,
  axis: number,
  start: number,
  step: number,
  count: number,
): Value {
  const strides = stridesOf(value.dims);
  if (!(count > 0) || start + (count - 1) * step >= (value.dims[axis] ?? 0))
    return build.fail("a slice is out of range");
  const dims = value.dims.map((dim, own) => (own === axis ? count : dim));
  const steps = strides.map((stride, own) => (own === axis ? stride * step : stride));
  return build.pick(value, walk(dims, steps, start * (strides[axis] ?? 0)), dims);
}

/** The value in a frame of zeros. */
export function padded(
  build: ProgramBuilder,
  value: Value,
  pads: readonly (readonly [number, number])[],
): Value {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return value;
  const dims = value.dims.map((dim, axis) => dim + (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0));
  const length = sizeOf(dims);
  build.charge(length);
  const which = new Int8Array(length).fill(-1);
  const at = new Int32Array(length);
  const strides = stridesOf(dims);
  const start = pads.reduce((sum, [before], axis) => sum + before * (strides[axis] ?? 0), 0);
  walk(value.dims, strides, start).forEach((place, i) => {
    which[place] = 0;
    at[place] = i;
  });
  return build.add({ kind: "pick", from: [value.step], which, at, length }, dims);
}

function joined(build: ProgramBuilder, values: readonly Value[], axis: number): Value {
  const [first] = values;
  if (first === undefined) return build.fail("nothing to join");
  const total = values.reduce((sum, { dims }) => sum + (dims[axis] ?? 1), 0);
  const dims: Dims = first.dims.map((dim, own) => (own === axis ? total : dim));
  const length = sizeOf(dims);
  const [which, at] = [new Int32Array(length), new Int32Array(length)];
  const strides = stridesOf(dims);
  let start = 0;
  values.forEach((value, source) => {
    walk(value.dims, strides, start * (strides[axis] ?? 0)).forEach((place, i) => {
      which[place] = source;
      at[place] = i;
    });
    start += value.dims[axis] ?? 1;
  });
  return build.add({ kind: "pick", from: values.map(({ step }) => step), which, at, length }, dims);
}
