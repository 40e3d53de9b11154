import { encode, model, node, value, type Fields } from "../../test/core/onnx/build.ts";

import { oneOf, under } from "./random.ts";

type Next = () => number;

export interface Mutation {
  /** How the file was broken. */
  kind: string;
  bytes: Uint8Array;
}

const FLOAT = 1;

function flipped(base: Uint8Array, next: Next): Uint8Array {
  const bytes = base.slice();
  for (let count = 1 + under(8, next); count > 0; count -= 1) {
    const at = under(bytes.length, next);
    bytes[at] = (bytes[at] as number) ^ (1 << under(8, next));
  }
  return bytes;
}

function cut(base: Uint8Array, next: Next): Uint8Array {
  return base.slice(0, under(base.length, next));
}

/** A piece of another model, or of this one, in the place of a piece. */
function spliced(base: Uint8Array, other: Uint8Array, next: Next): Uint8Array {
  const [from, to] = [under(base.length, next), under(other.length, next)];
  const length = 1 + under(Math.min(200, other.length - to), next);
  return Buffer.concat([
    base.subarray(0, from),
    other.subarray(to, to + length),
    base.subarray(from + under(200, next)),
  ]);
}

const tensor = (name: string, dims: readonly number[], data: Uint8Array, type = FLOAT): Fields => [
  ...dims.map((dim) => [1, dim] as const),
  [2, type],
  [8, name],
  [9, data],
];
const floats = (count: number): Uint8Array => new Uint8Array(new Float32Array(count).fill(0.5).buffer);

const DIMS = [
  0,
  1,
  2,
  3,
  7,
  1000,
  65_536,
  1e6,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 40,
  Number.MAX_SAFE_INTEGER,
] as const;
const OPS = [
  "MatMul",
  "Add",
  "Relu",
  "Reshape",
  "Gather",
  "Loop",
  "If",
  "Conv",
  "Expand",
  "Tile",
  "Pad",
  "Resize",
  "ConstantOfShape",
  "Softmax",
  "NoSuchOp",
  "",
] as const;

/** Fields of a graph that says of a linear model what is not true. */
const FIELD_MUTATIONS: Record<string, (next: Next) => Fields> = {
  "huge dims of an input": (next) => graph({ input: [oneOf(DIMS, next), oneOf(DIMS, next)] }),
  "huge dims of a weight": (next) =>
    graph({ weight: tensor("w", [oneOf(DIMS, next), oneOf(DIMS, next)], floats(2)) }),
  "many dims": (next) =>
    graph({ weight: tensor("w", new Array<number>(1 + under(5000, next)).fill(2), floats(2)) }),
  "data of another length": (next) => graph({ weight: tensor("w", [2, 1], floats(under(50, next))) }),
  "a wrong element type": (next) => graph({ weight: tensor("w", [2, 1], floats(2), under(40, next)) }),
  "a wrong input type": (next) => graph({ inputType: under(40, next) }),
  "not-a-number weights": () =>
    graph({ weight: tensor("w", [2, 1], new Uint8Array(new Float32Array([NaN, Infinity]).buffer)) }),
  "huge weights": () =>
    graph({ weight: tensor("w", [2, 1], new Uint8Array(new Float32Array([3e38, -3e38]).buffer)) }),
  "a cycle": (next) =>
    graph({
      nodes: [
        node("MatMul", ["features", "w"], ["a"]),
        node("Add", ["a", "c"], ["b2"]),
        node(oneOf(OPS, next), ["b2"], ["c"]),
        node("Add", ["c", "b"], ["score"]),
      ],
    }),
  "a node that feeds itself": () => graph({ nodes: [node("Add", ["score", "b"], ["score"])] }),
  "an unknown input": () => graph({ nodes: [node("MatMul", ["features", "nothing"], ["score"])] }),
  "an output that nobody makes": () => graph({ nodes: [node("MatMul", ["features", "w"], ["other"])] }),
  "another operator": (next) =>
    graph({
      nodes: [
        node(oneOf(OPS, next), ["features", "w"], ["product"]),
        node(oneOf(OPS, next), ["product", "b"], ["score"]),
      ],
    }),
  "thousands of initialisers": (next) =>
    graph({
      more: Array.from(
        { length: 1000 + under(4000, next) },
        (_, index) => [5, tensor(`w${index}`, [2, 1], floats(2))] as const,
      ),
    }),
  "one initialiser a thousand times": (next) =>
    graph({
      more: Array.from(
        { length: 1000 + under(1000, next) },
        () => [5, tensor("w", [2, 1], floats(2))] as const,
      ),
    }),
  "a long chain": (next) => {
    const length = 200 + under(1500, next);
    const chain = Array.from({ length }, (_, index) =>
      node("Relu", [index === 0 ? "product" : `r${index - 1}`], [`r${index}`]),
    );
    return graph({
      nodes: [
        node("MatMul", ["features", "w"], ["product"]),
        ...chain,
        node("Add", [`r${length - 1}`, "b"], ["score"]),
      ],
    });
  },
  "graphs within graphs": (next) => {
    let inner: Fields = [[2, "leaf"]];
    for (let depth = 10 + under(300, next); depth > 0; depth -= 1)
      inner = [
        [
          1,
          [
            [4, "If"],
            [2, "x"],
            [
              5,
              [
                [1, "then_branch"],
                [6, encode(inner)],
                [20, 5],
              ],
            ],
          ],
        ],
      ];
    return graph({ more: inner });
  },
  "a long name": (next) =>
    graph({ nodes: [node("MatMul", ["features", "w"], ["n".repeat(1 + under(500_000, next))])] }),
  "no nodes": () => graph({ nodes: [] }),
  "many outputs": (next) =>
    graph({
      more: Array.from({ length: 1 + under(300, next) }, () => [12, value("score", FLOAT, [1, 1])] as const),
    }),
  "an open dimension": (next) => graph({ input: [oneOf(["batch", "", "n"], next), 2] }),
};

interface Parts {
  input?: (number | string)[];
  inputType?: number;
  weight?: Fields;
  nodes?: Fields[];
  more?: Fields;
}

function graph({
  input = [1, 2],
  inputType = FLOAT,
  weight = tensor("w", [2, 1], floats(2)),
  nodes,
  more = [],
}: Parts): Fields {
  const list = nodes ?? [
    node("MatMul", ["features", "w"], ["product"]),
    node("Add", ["product", "b"], ["score"]),
  ];
  return [
    ...list.map((one) => [1, one] as const),
    [2, "linear"],
    [5, weight],
    [5, tensor("b", [1, 1], floats(1))],
    [11, value("features", inputType, input)],
    [12, value("score", FLOAT, [1, 1])],
    ...more,
  ];
}

/** A broken or hostile file, of every kind in turn. */
export function mutate(bases: readonly Uint8Array[], index: number, next: Next): Mutation {
  const base = oneOf(bases, next);
  const kinds = Object.keys(FIELD_MUTATIONS);
  // As many broken blindly as by what fields mean.
  if (index % 2 === 0) {
    const kind = kinds[(index / 2) % kinds.length] as string;
    const opset = oneOf([13, 13, 13, 1, 0, 99], next);
    return { kind, bytes: model(FIELD_MUTATIONS[kind]?.(next) ?? [], opset) };
  }
  switch (under(4, next)) {
    case 0:
      return { kind: "cut short", bytes: cut(base, next) };
    case 1:
      return { kind: "spliced", bytes: spliced(base, oneOf(bases, next), next) };
    default:
      return { kind: "bytes flipped", bytes: flipped(base, next) };
  }
}
