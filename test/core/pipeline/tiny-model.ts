import { model, node, value, type Fields } from "../onnx/build.ts";

const FLOAT = 1;
const INT64 = 7;

/** A float TensorProto with its values in raw_data. */
const tensor = (name: string, dims: number[], values: number[]): Fields => [
  ...dims.map((dim) => [1, dim] as const),
  [2, FLOAT],
  [8, name],
  [9, new Uint8Array(new Float32Array(values).buffer)],
];

/** What {@link linearOnnx} computes. */
export const WEIGHTS = [0.5, 3] as const;
export const BIAS = 0.25;

/** `score = features . (0.5, w) + 0.25` for two features: a handful of rows, so that a whole build takes about a second. */
export function linearOnnx(weight: number = WEIGHTS[1]): Uint8Array {
  return model([
    [1, node("MatMul", ["features", "w"], ["product"])],
    [1, node("Add", ["product", "b"], ["score"])],
    [2, "linear"],
    [5, tensor("w", [2, 1], [WEIGHTS[0], weight])],
    [5, tensor("b", [1, 1], [BIAS])],
    [11, value("features", FLOAT, [1, 2])],
    [12, value("score", FLOAT, [1, 1])],
  ]);
}

/** `score = min(max(features, -1), high)` for three features. */
export function clipOnnx(high = 2): Uint8Array {
  return model([
    [1, node("Clip", ["features", "low", "high"], ["score"])],
    [2, "clipped"],
    [5, tensor("low", [], [-1])],
    [5, tensor("high", [], [high])],
    [11, value("features", FLOAT, [1, 3])],
    [12, value("score", FLOAT, [1, 3])],
  ]);
}

/** `copy = count` for two integers. */
export function integerOnnx(): Uint8Array {
  return model([
    [1, node("Identity", ["count"], ["copy"])],
    [2, "integers"],
    [11, value("count", INT64, [1, 2])],
    [12, value("copy", INT64, [1, 2])],
  ]);
}

/** Pinned without a search, with the smallest range table that holds a context limb. */
export const TINY_ARGS = {
  inputScale: 7,
  paramScale: 7,
  logrows: 9,
  decompBase: 128,
  decompLegs: 4,
  innerColumns: 1,
} as const;

/** The engine's own verifier: to write a specialised one and prove it right takes longer than all other steps, and has tests of its own. */
export const TINY_CONFIG = { runArgs: TINY_ARGS, calibration: "none", verifier: "engine" } as const;

/** (1, -2) scores 0.5 - 6 + 0.25. */
export const TINY_INPUT = [[1, -2]] as const;
export const TINY_SCORE = "-5.25";

/** The tiny model in 2^8 rows, for which the repository has a real ceremony's SRS: four columns instead of one. */
export const CEREMONY_CONFIG = {
  ...TINY_CONFIG,
  runArgs: { ...TINY_ARGS, logrows: 8, innerColumns: 4 },
  srs: "hermez",
} as const;
