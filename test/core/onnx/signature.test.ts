import { expect } from "chai";

import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { expectCode } from "../expect-code.ts";
import { encode, model, node, value } from "./build.ts";

const read = (bytes: Uint8Array) => readOnnxSignature(bytes, "m.onnx");

describe("ONNX signature", () => {
  it("reads names, types, shapes, operators and versions", () => {
    const bytes = model([
      [1, node("MatMul", ["x", "w"], ["h"])],
      [1, node("Relu", ["h"], ["y"])],
      [5, [[8, "w"]]],
      [11, value("x", 1, ["batch", 3])],
      [11, value("flag", 9, [])],
      [11, value("half", 10, ["", 0])],
      [12, value("y", 1, [1, 4])],
      [12, value("count", 7, [2])],
    ]);
    expect(read(bytes)).to.deep.equal({
      irVersion: 8,
      opset: 13,
      nodeCount: 2,
      opTypes: ["MatMul", "Relu"],
      inputs: [
        { name: "x", elementType: "float32", shape: ["batch", 3] },
        { name: "flag", elementType: "bool", shape: [] },
        { name: "half", elementType: "float16", shape: ["?", 0] },
      ],
      outputs: [
        { name: "y", elementType: "float32", shape: [1, 4] },
        { name: "count", elementType: "int64", shape: [2] },
      ],
    });
  });

  it("leaves out inputs that are initializers, dense or sparse, wherever these stand", () => {
    const bytes = model([
      [11, value("w", 1, [3])],
      [11, value("s", 1, [3])],
      [11, value("x", 1, [3])],
      [12, value("y", 1, [3])],
      [5, [[8, "w"]]],
      [15, [[1, [[8, "s"]]]]],
    ]);
    expect(read(bytes).inputs.map(({ name }) => name)).to.deep.equal(["x"]);
  });

  it("tells a missing shape from a scalar's, and does not guess types", () => {
    const bytes = model([
      [11, [[1, "untyped"]]],
      [
        11,
        [
          [1, "sequence"],
          [2, [[4, []]]],
        ],
      ],
      [
        11,
        [
          [1, "unshaped"],
          [2, [[1, [[1, 99]]]]],
        ],
      ],
      [12, value("y", 1, [])],
    ]);
    expect(read(bytes).inputs).to.deep.equal([
      { name: "untyped", elementType: "unknown", shape: null },
      { name: "sequence", elementType: "unknown", shape: null },
      { name: "unshaped", elementType: "unknown", shape: null },
    ]);
  });

  it("merges repeated graph fields, as protobuf does", () => {
    const first = model([
      [11, value("a", 1, [1])],
      [12, value("b", 1, [1])],
    ]);
    const second = encode([[7, [[11, value("c", 7, [6])]]]]);
    expect(read(new Uint8Array([...first, ...second])).inputs.map(({ name }) => name)).to.deep.equal([
      "a",
      "c",
    ]);
  });

  it("tells apart an empty file, one without a graph and a graph without outputs", () => {
    const whatOf = (bytes: Uint8Array) => expectCode("EZKL_ONNX_MALFORMED", () => read(bytes)).what;
    expect(whatOf(new Uint8Array())).to.include("empty");
    expect(whatOf(encode([[1, 8]]))).to.include("no graph");
    expect(whatOf(model([]))).to.include("no outputs");
  });

  it("refuses what is no model, naming the file", () => {
    const graph = encode([[12, value("y", 1, [1])]]);
    const cases: Record<string, Uint8Array> = {
      empty: new Uint8Array(),
      "a Git LFS pointer": new TextEncoder().encode(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
      ),
      "no graph": encode([[1, 8]]),
      "no outputs": model([[11, value("x", 1, [1])]]),
      "graph as a number": encode([[7, 5]]),
      "cut short": model([[12, value("y", 1, [1])]]).slice(0, 12),
      "a length beyond the file": new Uint8Array([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, ...graph]),
      "a length of 2^63": new Uint8Array([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
      "an endless varint": new Uint8Array(64).fill(0xff),
      "field number 0": new Uint8Array([...encode([[7, graph]]), 0, 0]),
      "a negative dimension": model([[12, value("y", 1, [-1])]]),
      "a name that is not UTF-8": model([[12, [[1, new Uint8Array([0xff, 0xfe])]]]]),
      "too many dimensions": model([[12, value("y", 1, new Array<number>(33).fill(1))]]),
      "a last field beyond the file": new Uint8Array([...encode([[7, graph]]), 0xa2, 0x01, 0x05]),
      "a version that is no number": encode([
        [7, graph],
        [1, new Uint8Array([0x08, 0x05])],
      ]),
      "too many inputs": model([
        [12, value("y", 1, [1])],
        ...Array.from({ length: 4097 }, () => [11, [[1, "x"]]] as const),
      ]),
    };
    for (const [title, bytes] of Object.entries(cases)) {
      expect(expectCode("EZKL_ONNX_MALFORMED", () => read(bytes)).where, title).to.equal("m.onnx");
    }
  });
});
