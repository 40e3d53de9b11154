import type { EngineVersion, RunArgs, Visibility } from "../../../src/engine/engine.ts";
import { seededRandom } from "../../../src/tune/random.ts";
import { model, node, value, type Fields } from "../onnx/build.ts";

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

/** A small model of one kind, with the choices that its circuit is made with. */
export interface MadeCircuit {
  name: string;
  onnx: Uint8Array;
  input: number[][];
  engine: EngineVersion;
  visibility: Visibility;
  runArgs: RunArgs;
}

type Attribute = readonly [name: string, ...values: number[]];

/** An integer attribute, or a list of them. */
function attribute([name, ...values]: Attribute): Fields {
  const INTEGER = 2;
  const INTEGERS = 7;
  return values.length === 1
    ? [
        [1, name],
        [3, values[0] as number],
        [20, INTEGER],
      ]
    : [[1, name], ...values.map((each) => [8, each] as const), [20, INTEGERS]];
}

const step = (op: string, inputs: string[], output: string, ...attributes: Attribute[]): Fields[number] => [
  1,
  [
    // The engine takes no two nodes of one name.
    ...node(op, inputs, [output]).filter(([field]) => field !== 3),
    [3, output],
    ...attributes.map((each) => [5, attribute(each)] as const),
  ],
];

const random = seededRandom(20_260_101, "made circuits");
const draw = (count: number): number[] =>
  Array.from({ length: count }, () => Math.fround(random.next() * 2 - 1));

const weights = (name: string, dims: number[], values: number[] | undefined = undefined): Fields[number] => [
  5,
  [
    ...dims.map((dim) => [1, dim] as const),
    [2, FLOAT],
    [8, name],
    [
      9,
      new Uint8Array(
        new Float32Array(values ?? draw(dims.reduce((product, dim) => product * dim, 1))).buffer,
      ),
    ],
  ],
];

const input = (name: string, dims: number[], type = FLOAT): Fields[number] => [11, value(name, type, dims)];
const output = (dims: number[], type = FLOAT): Fields[number] => [12, value("y", type, dims)];

/** Linear layers of the given widths with an activation between. */
function perceptron(widths: number[], activation: string): Pick<MadeCircuit, "onnx" | "input"> {
  const last = widths.length - 2;
  const graph: [number, Fields][] = [];
  const at = (layer: number): number => widths[layer] as number;
  for (let layer = 0; layer <= last; layer++) {
    const x = layer === 0 ? "x" : `a${layer - 1}`;
    graph.push(step("MatMul", [x, `w${layer}`], `m${layer}`) as [number, Fields]);
    graph.push(
      step("Add", [`m${layer}`, `b${layer}`], layer === last ? "y" : `s${layer}`) as [number, Fields],
    );
    if (layer < last) graph.push(step(activation, [`s${layer}`], `a${layer}`) as [number, Fields]);
  }
  return {
    onnx: model([
      ...graph,
      [2, "perceptron"],
      ...widths
        .slice(1)
        .flatMap((width, layer) => [
          weights(`w${layer}`, [at(layer), width]),
          weights(`b${layer}`, [1, width]),
        ]),
      input("x", [1, at(0)]),
      output([1, at(last + 1)]),
    ]),
    input: [draw(at(0))],
  };
}

/** One operation on a vector. */
function single(op: string, size: number, ...attributes: Attribute[]): Pick<MadeCircuit, "onnx" | "input"> {
  return {
    onnx: model([step(op, ["x"], "y", ...attributes), [2, op], input("x", [1, size]), output([1, size])]),
    input: [draw(size)],
  };
}

/** One operation on two vectors. */
function pair(op: string, size: number, type = FLOAT): Pick<MadeCircuit, "onnx" | "input"> {
  return {
    onnx: model([
      step(op, ["x", "z"], "y"),
      [2, op],
      input("x", [1, size]),
      input("z", [1, size]),
      output([1, size], type),
    ]),
    input: [draw(size), draw(size)],
  };
}

const product = (rows: number, inner: number, columns: number): Pick<MadeCircuit, "onnx" | "input"> => ({
  onnx: model([
    step("MatMul", ["x", "w"], "y"),
    [2, "product"],
    weights("w", [inner, columns]),
    input("x", [rows, inner]),
    output([rows, columns]),
  ]),
  input: [draw(rows * inner)],
});

const convolution: Pick<MadeCircuit, "onnx" | "input"> = {
  onnx: model([
    step(
      "Conv",
      ["x", "w"],
      "y",
      ["dilations", 1, 1],
      ["kernel_shape", 2, 2],
      ["pads", 0, 0, 0, 0],
      ["strides", 1, 1],
    ),
    [2, "convolution"],
    weights("w", [2, 1, 2, 2]),
    input("x", [1, 1, 4, 4]),
    output([1, 2, 3, 3]),
  ]),
  input: [draw(16)],
};

const mean: Pick<MadeCircuit, "onnx" | "input"> = {
  onnx: model([
    step("ReduceMean", ["x"], "y", ["keepdims", 1]),
    [2, "mean"],
    input("x", [1, 6]),
    output([1, 1]),
  ]),
  input: [draw(6)],
};

const largest: Pick<MadeCircuit, "onnx" | "input"> = {
  onnx: model([
    step("ArgMax", ["x"], "y", ["axis", 1], ["keepdims", 1]),
    [2, "largest"],
    input("x", [1, 5]),
    output([1, 1], INT64),
  ]),
  input: [draw(5)],
};

const picked: Pick<MadeCircuit, "onnx" | "input"> = {
  onnx: model([
    step("GatherElements", ["x", "index"], "y", ["axis", 1]),
    [2, "picked"],
    input("x", [1, 6]),
    input("index", [1, 3], INT64),
    output([1, 3]),
  ]),
  input: [draw(6), [0, 2, 5]],
};

const TABLE = [-400, 400] as const;
const NARROW: RunArgs = { decompBase: 32, decompLegs: 6, innerColumns: 1 };
const USUAL: RunArgs = { decompBase: 128, decompLegs: 4, innerColumns: 1 };
const FINE: RunArgs = { decompBase: 16, decompLegs: 8, innerColumns: 1 };

function made(
  name: string,
  engine: EngineVersion,
  visibility: Visibility,
  runArgs: RunArgs,
  parts: Pick<MadeCircuit, "onnx" | "input">,
): MadeCircuit {
  return { name, engine, visibility, runArgs: { inputScale: 7, paramScale: 7, ...runArgs }, ...parts };
}

/** Models of most kinds that the engine lays out differently, none of them with more than 2^11 rows. */
export const MADE_CIRCUITS: readonly MadeCircuit[] = [
  made("relu perceptron", "21.0.0", "private", NARROW, perceptron([3, 4, 2], "Relu")),
  made("deeper perceptron", "23.0.5", "private", USUAL, perceptron([4, 5, 4, 1], "Relu")),
  made(
    "sigmoid perceptron",
    "21.0.0",
    "private",
    { ...USUAL, lookupRange: TABLE },
    perceptron([3, 4, 1], "Sigmoid"),
  ),
  made(
    "tanh perceptron",
    "23.0.5",
    "public",
    { ...USUAL, lookupRange: TABLE },
    perceptron([4, 3, 2], "Tanh"),
  ),
  made("linear", "21.0.0", "public", USUAL, perceptron([12, 2], "Relu")),
  made("hashed perceptron", "21.0.0", "hashed", USUAL, perceptron([3, 3, 2], "Relu")),
  made("hashed sum", "23.0.5", "hashed", USUAL, pair("Add", 3)),
  made("two columns", "21.0.0", "private", { ...USUAL, innerColumns: 2 }, perceptron([4, 6, 2], "Relu")),
  made("three columns", "23.0.5", "private", { ...NARROW, innerColumns: 3 }, perceptron([4, 6, 2], "Relu")),
  made("relu", "21.0.0", "private", FINE, single("Relu", 6)),
  made("absolute", "23.0.5", "private", FINE, single("Abs", 5)),
  made("sigmoid", "21.0.0", "private", { ...FINE, lookupRange: TABLE }, single("Sigmoid", 4)),
  made("sign", "21.0.0", "public", NARROW, single("Sign", 5)),
  made("softmax", "21.0.0", "private", { ...USUAL, lookupRange: TABLE }, single("Softmax", 3, ["axis", 1])),
  made("less", "21.0.0", "private", USUAL, pair("Less", 4, BOOL)),
  made("greater", "23.0.5", "private", NARROW, pair("Greater", 4, BOOL)),
  made("maximum", "23.0.5", "private", USUAL, pair("Max", 4)),
  made("elementwise product", "21.0.0", "public", FINE, pair("Mul", 4)),
  made("convolution", "23.0.5", "private", { ...NARROW, innerColumns: 2 }, convolution),
  made("mean", "21.0.0", "private", USUAL, mean),
  made("index of the largest", "21.0.0", "private", NARROW, largest),
  made("gather", "23.0.5", "private", NARROW, picked),
  made("matrix product", "23.0.5", "private", USUAL, product(2, 3, 2)),
];
