import type { CircuitGraph, CircuitNode } from "../circuit/graph.ts";
import type { Op } from "../circuit/op.ts";

import type { Value } from "./builder.ts";
import { ProgramBuilder } from "./builder.ts";
import { lowerGather, lowerScatter } from "./lower-lookups.ts";
import { lowerPlaces, padded } from "./lower-places.ts";
import { coordinatesOf, groupsAlong, lowerConvolution, lowerEinsum, lowerSum } from "./lower-products.ts";
import type { Program } from "./program.ts";
import { sizeOf, stridesOf, walk } from "./shapes.ts";

/**
 * The circuit's arithmetic as a program of few kinds of steps.
 * @throws CircuitNotModelledError for what the program cannot say.
 */
export function lowerCircuit(graph: CircuitGraph): Program {
  const build = new ProgramBuilder();
  const values = new Map<number, Value>();
  for (const node of graph.nodes.values()) {
    build.node = node.index;
    const inputs = node.inputs.map(({ node: from, slot }) => {
      const value = values.get(from);
      return value === undefined || slot !== 0
        ? build.fail(`it reads node ${from}, which comes later`)
        : value;
    });
    values.set(node.index, shaped(build, node, lowerNode(build, graph, node, node.op, inputs)));
  }
  const outputs = graph.outputs.map(({ node, slot }) => {
    const value = values.get(node);
    return value === undefined || slot !== 0 ? build.fail(`output ${node} does not exist`) : value.step;
  });
  const { base, legs } = graph.decomposition;
  const [low, high] = graph.lookupRange;
  const beyond = high - low + 1 + 2 ** graph.logrows;
  return {
    steps: build.steps,
    outputs,
    inputs: graph.inputs.map((index) => {
      const node = graph.nodes.get(index);
      return { length: sizeOf(node?.dims ?? []), scale: node?.scale ?? 0 };
    }),
    limit: base ** legs - 1,
    outputsRangeChecked: !graph.ignoresRangeChecks,
    tableRange: [low - beyond, high + beyond],
    cost: build.cost,
  };
}

/** The node's own shape wins: the engine writes the same elements with more or fewer axes of length one. */
function shaped(build: ProgramBuilder, node: CircuitNode, value: Value): Value {
  const length = build.steps[value.step]?.length ?? -1;
  return sizeOf(node.dims) === length
    ? { step: value.step, dims: node.dims }
    : build.fail("a shape is not as written");
}

function lowerNode(
  build: ProgramBuilder,
  graph: CircuitGraph,
  node: CircuitNode,
  op: Op,
  inputs: readonly Value[],
): Value {
  const arity = (count: number): readonly Value[] =>
    inputs.length === count ? inputs : build.fail(`${op.kind} of ${inputs.length} inputs`);
  const one = (): Value => arity(1)[0] ?? build.fail("no input");
  const two = (): [Value, Value] => {
    const [a, b] = arity(2);
    return a && b ? [a, b] : build.fail("no input");
  };
  switch (op.kind) {
    case "input": {
      const hidden = graph.visibility.input === "hashed" || graph.visibility.input === "polycommit";
      // The range check of an input skips cells that a hash or a commitment has assigned already.
      const rangeChecked = op.rangeChecked && !hidden && !graph.ignoresRangeChecks;
      const input = graph.inputs.indexOf(node.index);
      return build.add({ kind: "input", input, rangeChecked, length: sizeOf(node.dims) }, node.dims);
    }
    case "constant":
      return build.constant(op.value.data, op.value.dims, op.value.exact);
    case "unknown":
      return build.fail("an operation that the engine does not know");
    case "rescaled":
      return lowerNode(
        build,
        graph,
        node,
        op.inner,
        inputs.map((value, i) => {
          const by = op.multipliers[i]?.by ?? 1;
          return by === 1 ? value : build.each(value, { name: "times", by });
        }),
      );
    case "rebased":
      return lowerNode(build, graph, node, op.divide, [lowerNode(build, graph, node, op.inner, inputs)]);
    case "table":
      return build.each(one(), { name: "table", table: op.table });
    case "abs":
    case "sign":
      return build.each(one(), { name: op.kind });
    case "neg":
      return build.each(one(), { name: "times", by: -1 });
    case "identity":
      return one();
    case "leakyRelu": {
      const by = op.slope === 0 ? 1 : 2 ** op.scale;
      return build.each(one(), { name: "leakyRelu", by, slope: op.slope === 0 ? 0 : rounded(op.slope * by) });
    }
    case "add":
    case "sub":
      return build.binary(op.kind, ...two());
    case "mult":
    case "and":
      return build.binary("mul", ...two());
    case "max":
    case "min":
      return build.binary(op.kind, ...two());
    case "not":
      return build.binary("sub", build.constant(Float64Array.of(1), [1]), one());
    case "or": {
      const [a, b] = two();
      return build.choose(a, a, b);
    }
    case "xor":
      return build.compare("equals", build.binary("add", ...two()), build.constant(Float64Array.of(1), [1]));
    case "iff": {
      const [mask, a, b] = arity(3);
      return mask && a && b ? build.choose(mask, a, b) : build.fail("no input");
    }
    case "greater":
    case "greaterEqual":
    case "less":
    case "lessEqual":
    case "equals":
      return build.compare(op.kind, ...two());
    case "reshape":
    case "flatten":
    case "broadcast":
    case "moveAxis":
    case "slice":
    case "downsample":
    case "pad":
    case "trilu":
    case "resize":
    case "concat":
      return lowerPlaces(build, op, inputs);
    case "gather":
    case "gatherElements":
    case "gatherNd":
      return lowerGather(build, op, inputs);
    case "scatterElements":
    case "scatterNd":
      return lowerScatter(build, op, inputs);
    case "einsum":
      return lowerEinsum(build, inputs, op.equation);
    case "conv":
    case "deconv":
      return lowerConvolution(build, op, inputs);
    case "sum":
      return lowerSum(build, one(), op.axes);
    case "meanOfSquares": {
      const total = lowerSum(build, build.each(one(), { name: "power", exponent: 2 }), op.axes);
      return build.divide(total, sizeOf(one().dims) / sizeOf(total.dims));
    }
    case "prod": {
      const { groups, size, dims } = groupsAlong(one().dims, op.axes);
      const part = (k: number): Value =>
        build.pick(
          one(),
          groups.filter((_, i) => i % size === k),
          dims,
        );
      let product = part(0);
      for (let k = 1; k < size; k++) product = build.binary("mul", product, part(k));
      return product;
    }
    case "power":
      return build.each(one(), { name: "power", exponent: op.exponent });
    case "div":
      return build.divide(one(), op.denominator);
    case "recip":
      return build.each(one(), { ...op, name: "recip" });
    case "sqrt":
      return build.each(one(), { name: "sqrt", scale: op.scale });
    case "rsqrt":
      return build.each(build.each(one(), { name: "sqrt", scale: op.inputScale }), { ...op, name: "recip" });
    case "floor":
    case "ceil":
    case "round":
    case "roundHalfToEven":
      return build.each(one(), { name: op.kind, scale: op.scale });
    case "reduceMax":
    case "reduceMin":
      return ranked(build, one(), op.axes, 0, op.kind === "reduceMin");
    case "argMax":
    case "argMin": {
      const { groups, size, dims } = groupsAlong(one().dims, [op.axis]);
      const body = { kind: "best", a: one().step, groups, size, smallest: op.kind === "argMin" } as const;
      return build.add({ ...body, length: sizeOf(dims) }, dims);
    }
    case "topK": {
      const parts = Array.from({ length: op.k }, (_, rank) =>
        ranked(build, one(), [op.axis], rank, !op.largest),
      );
      return lowerPlaces(build, { kind: "concat", axis: op.axis }, parts);
    }
    case "oneHot": {
      const { dims } = one();
      const classes = dims.flatMap((dim, axis) => (axis === op.axis ? [op.classes, dim] : [dim]));
      if (op.axis === dims.length) classes.push(op.classes);
      const strides = stridesOf(dims);
      const steps = classes.map(
        (_, axis) => (axis < op.axis ? strides[axis] : axis === op.axis ? 0 : strides[axis - 1]) ?? 0,
      );
      const labels = walk(
        classes,
        classes.map((_, axis) => (axis === op.axis ? 1 : 0)),
      );
      const repeated = build.pick(one(), walk(classes, steps), classes);
      return build.compare("equals", repeated, build.constant(Float64Array.from(labels), classes));
    }
    case "sumPool": {
      if (op.format !== "NCHW") return build.fail(`images ordered ${op.format}`);
      const total = lowerSum(build, ...pooled(build, op, one()));
      const dims = total.dims.slice(0, -1);
      return build.divide({ step: total.step, dims }, op.normalized ? sizeOf(op.kernelShape) : 1);
    }
    case "maxPool": {
      if (op.format !== "NCHW") return build.fail(`images ordered ${op.format}`);
      const [windows, axes] = pooled(build, op, one());
      const best = ranked(build, windows, axes, 0, false);
      return { step: best.step, dims: best.dims.slice(0, -1) };
    }
    case "softmax":
      return softmax(build, op, one());
    case "ln":
    case "output":
      return build.fail(`the operation ${op.kind}`);
  }
}

/** Rounds half away from zero, as the engine quantises. */
function rounded(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function ranked(
  build: ProgramBuilder,
  value: Value,
  axes: readonly number[],
  rank: number,
  smallest: boolean,
): Value {
  const { groups, size, dims } = groupsAlong(value.dims, axes);
  return build.add(
    { kind: "ranked", a: value.step, groups, size, rank, smallest, length: sizeOf(dims) },
    dims,
  );
}

/** All windows of a pool, the elements of each along one more axis; the frame is zeros. */
function pooled(
  build: ProgramBuilder,
  op: Extract<Op, { kind: "sumPool" | "maxPool" }>,
  value: Value,
): [Value, number[]] {
  const framed = padded(build, value, [[0, 0], [0, 0], ...op.padding]);
  const strides = stridesOf(framed.dims);
  const slides = framed.dims
    .slice(2)
    .map((dim, axis) => Math.floor((dim - (op.kernelShape[axis] ?? 1)) / (op.stride[axis] ?? 1)) + 1);
  const dims = [...framed.dims.slice(0, 2), ...slides];
  const inner = coordinatesOf(op.kernelShape).map((place) =>
    place.reduce((sum, c, axis) => sum + c * (strides[axis + 2] ?? 0), 0),
  );
  const steps = strides.map((stride, axis) => (axis < 2 ? stride : stride * (op.stride[axis - 2] ?? 1)));
  build.charge(sizeOf(dims) * inner.length);
  const at = Int32Array.from([...walk(dims, steps)].flatMap((start) => inner.map((place) => start + place)));
  return [build.pick(framed, at, [...dims, inner.length]), [dims.length]];
}

/** Exponents of what is below the largest, each times the inverse of their sum. */
function softmax(build: ProgramBuilder, op: Extract<Op, { kind: "softmax" }>, value: Value): Value {
  const best = ranked(build, value, op.axes, 0, false);
  const exponents = build.each(build.binary("sub", value, best), {
    name: "table",
    table: { name: "exp", scale: op.inputScale, by: Math.fround(Math.E) },
  });
  const inverse = build.each(lowerSum(build, exponents, op.axes), { ...op, name: "recip" });
  return build.binary("mul", exponents, inverse);
}
