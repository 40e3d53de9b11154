import type { Op } from "../circuit/op.ts";

import type { ProgramBuilder, Value } from "./builder.ts";
import type { Dims } from "./shapes.ts";
import { sizeOf, stridesOf, walk } from "./shapes.ts";

type Convolution = Extract<Op, { kind: "conv" | "deconv" }>;

/** Starts of `count` sums of `terms` products each. */
const evenStarts = (count: number, terms: number): Int32Array =>
  Int32Array.from({ length: count + 1 }, (_, i) => i * terms);

/** Sums along `axes`; the engine keeps them with length one. */
export function lowerSum(build: ProgramBuilder, value: Value, axes: readonly number[]): Value {
  const { groups, size, dims } = groupsAlong(value.dims, axes);
  const one = build.constant(Float64Array.of(1), [1]);
  const length = sizeOf(dims);
  const right = new Int32Array(groups.length);
  return build.add(
    {
      kind: "dot",
      a: value.step,
      b: one.step,
      starts: evenStarts(length, size),
      left: groups,
      right,
      length,
    },
    dims,
  );
}

/** Places of the elements that are folded into one along `axes`, group after group. */
export function groupsAlong(
  dims: Dims,
  axes: readonly number[],
): { groups: Int32Array; size: number; dims: number[] } {
  const strides = stridesOf(dims);
  const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const folded = dims.map((dim, axis) => (axes.includes(axis) ? dim : 1));
  const inner = walk(folded, strides);
  const outer = walk(kept, strides);
  const groups = new Int32Array(inner.length * outer.length);
  let next = 0;
  for (const start of outer) for (const place of inner) groups[next++] = start + place;
  return { groups, size: inner.length, dims: kept };
}

/** A sum of products in index notation, such as `mk,nk->mn`. */
export function lowerEinsum(build: ProgramBuilder, values: readonly Value[], equation: string): Value {
  const [sources = "", target = ""] = equation.replaceAll(" ", "").split("->");
  const letters = sources.split(",");
  if (letters.length !== values.length || letters.length === 0)
    build.fail(`the equation ${equation} does not fit`);
  const sizes = new Map<string, number>();
  values.forEach((value, i) => {
    [...(letters[i] ?? "")].forEach((letter, axis) => {
      const dim = value.dims[axis] ?? 1;
      const known = sizes.get(letter) ?? 1;
      if (known !== 1 && dim !== 1 && known !== dim) build.fail(`the equation ${equation} does not fit`);
      sizes.set(letter, Math.max(known, dim));
    });
  });
  const out = [...target];
  const summed = [...sizes.keys()].filter((letter) => !out.includes(letter));
  const dims = out.map((letter) => sizes.get(letter) ?? 1);
  const terms = summed.map((letter) => sizes.get(letter) ?? 1);
  const [length, size] = [sizeOf(dims), sizeOf(terms)];
  build.charge(length * size);
  const places = values.map((value, i) => {
    const strides = stridesOf(value.dims);
    const step = (letter: string): number =>
      [...(letters[i] ?? "")].reduce(
        (sum, own, axis) => sum + (own === letter && value.dims[axis] !== 1 ? (strides[axis] ?? 0) : 0),
        0,
      );
    return crossed(walk(dims, out.map(step)), walk(terms, summed.map(step)));
  });
  // More than two factors: all but the last are multiplied first, term by term.
  let [first, ...others] = values.map((value, i) => ({ value, at: places[i] ?? new Int32Array() }));
  if (first === undefined) return build.fail(`the equation ${equation} does not fit`);
  if (others.length === 0)
    others = [{ value: build.constant(Float64Array.of(1), [1]), at: new Int32Array(length * size) }];
  const all = [...dims, ...terms];
  while (others.length > 1) {
    const next = others.shift();
    if (next === undefined) break;
    const product = build.binary(
      "mul",
      build.pick(first.value, first.at, all),
      build.pick(next.value, next.at, all),
    );
    first = { value: product, at: Int32Array.from({ length: length * size }, (_, i) => i) };
  }
  const last = others[0] ?? first;
  return build.add(
    {
      kind: "dot",
      a: first.value.step,
      b: last.value.step,
      starts: evenStarts(length, size),
      left: first.at,
      right: last.at,
      length,
    },
    dims,
  );
}

function crossed(outer: Int32Array, inner: Int32Array): Int32Array {
  const places = new Int32Array(outer.length * inner.length);
  let next = 0;
  for (const start of outer) for (const place of inner) places[next++] = start + place;
  return places;
}

/** A convolution, or its transpose: then each output gathers what a stride apart contributed. */
export function lowerConvolution(build: ProgramBuilder, op: Convolution, values: readonly Value[]): Value {
  const [image, kernel, bias] = values;
  if (image === undefined || kernel === undefined)
    return build.fail("a convolution has no image or no kernel");
  if (op.format !== "NCHW" || op.kernel !== "OIHW")
    return build.fail(`images ordered ${op.format} by ${op.kernel}`);
  const [batch = 1, channels = 1, ...space] = image.dims;
  const [rows = 1, columns = 1, ...reach] = kernel.dims;
  const transposed = op.kind === "deconv";
  if (transposed && op.group !== 1) return build.fail("a transposed convolution in groups");
  // Where the first axis of a transposed kernel fits the image, the engine reads the same numbers as a kernel of swapped axes.
  const swapped = transposed && rows === channels;
  const [outputs, taken] = swapped ? [columns, rows] : [rows, columns];
  if (taken * (transposed ? 1 : op.group) !== channels)
    return build.fail("the kernel does not fit the image");
  const padding = space.map((_, axis) => op.padding[axis] ?? ([0, 0] as const));
  const stride = space.map((_, axis) => op.stride[axis] ?? 1);
  const extra = space.map((_, axis) => (transposed ? (op.outputPadding[axis] ?? 0) : 0));
  const slides = space.map((dim, axis) => {
    const [before, after] = padding[axis] ?? [0, 0];
    const [by, size, more] = [stride[axis] ?? 1, reach[axis] ?? 1, extra[axis] ?? 0];
    return transposed
      ? (dim - 1) * by + size - before - after + more
      : Math.floor((dim + before + after - size) / by) + 1;
  });
  if (slides.some((slide) => slide < 1)) return build.fail("the kernel is larger than the image");
  const dims = [batch, outputs, ...slides];
  const length = sizeOf(dims);
  build.charge(length * taken * sizeOf(reach));
  const [imageStrides, kernelStrides] = [stridesOf(image.dims), stridesOf(kernel.dims)];
  const perGroup = outputs / (transposed ? 1 : op.group);
  const starts = new Int32Array(length + 1);
  const most = length * taken * sizeOf(reach);
  const [left, right] = [new Int32Array(most), new Int32Array(most)];
  let count = 0;
  const reached = coordinatesOf(reach);
  let element = 0;
  for (const [b = 0, o = 0, ...place] of coordinatesOf(dims)) {
    const firstChannel = transposed ? 0 : Math.floor(o / perGroup) * taken;
    for (const offset of reached) {
      let [imageAt, kernelAt, inside] = [0, 0, true];
      for (let axis = 0; axis < space.length && inside; axis++) {
        const [before] = padding[axis] ?? [0];
        const [by, k, p] = [stride[axis] ?? 1, offset[axis] ?? 0, place[axis] ?? 0];
        const at = transposed ? (p + before - k) / by : p * by + k - before;
        inside = Number.isInteger(at) && at >= 0 && at < (space[axis] ?? 1);
        imageAt += at * (imageStrides[axis + 2] ?? 0);
        kernelAt += k * (kernelStrides[axis + 2] ?? 0);
      }
      if (!inside) continue;
      for (let c = 0; c < taken; c++) {
        left[count] = b * (imageStrides[0] ?? 0) + (firstChannel + c) * (imageStrides[1] ?? 0) + imageAt;
        right[count++] = (o * taken + c) * (kernelStrides[1] ?? 0) + kernelAt;
      }
    }
    starts[++element] = count;
  }
  const body = { kind: "dot", a: image.step, b: kernel.step, starts, length } as const;
  const product = build.add({ ...body, left: left.slice(0, count), right: right.slice(0, count) }, dims);
  if (bias === undefined) return product;
  const shape = [1, sizeOf(bias.dims), ...slides.map(() => 1)];
  return build.binary("add", product, { step: bias.step, dims: shape });
}

/** All coordinates of a shape, the last axis fastest. */
export function coordinatesOf(dims: Dims): number[][] {
  return dims.reduce<number[][]>(
    (all, dim) => all.flatMap((start) => Array.from({ length: dim }, (_, i) => [...start, i])),
    [[]],
  );
}
