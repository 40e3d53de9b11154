import { readFileSync } from "node:fs";

import { expect } from "chai";

import { appendContext } from "../../../src/onnx/append-context.ts";
import { CONTEXT_INPUT, CONTEXT_OUTPUT } from "../../../src/onnx/context-names.ts";
import { readDataflow } from "../../../src/onnx/dataflow.ts";
import { expectCode } from "../expect-code.ts";
import { model, node, value } from "./build.ts";

const GRAPH = [
  [1, node("MatMul", ["x", "w"], ["h"])],
  [1, node("Constant", [], ["one"])],
  [1, node("Add", ["h", "one"], ["y"])],
  [
    5,
    [
      [1, 3],
      [1, 200],
      [8, "w"],
    ],
  ],
  [
    5,
    [
      [1, new Uint8Array([2, 0xc8, 0x01])],
      [8, "packed"],
    ],
  ],
  [15, [[1, [[8, "sparse"]]]]],
  [11, value("x", 1, [1, 3])],
  [11, value("w", 1, [3, 200])],
  [12, value("y", 1, [1, 200])],
] as const;

describe("what a model computes from what", () => {
  const flow = readDataflow(model(GRAPH), "m.onnx");

  it("lists operations in their order, and what they read and give", () => {
    expect(flow.operations).to.deep.equal([
      { op: "MatMul", inputs: ["x", "w"], outputs: ["h"] },
      { op: "Add", inputs: ["h", "one"], outputs: ["y"] },
    ]);
  });

  it("takes initializers and Constant nodes for parameters, with the shapes that it knows, packed or not", () => {
    const shapes = [...flow.parameters.values()].map(({ name, shape }) => [name, shape]);
    expect(Object.fromEntries(shapes)).to.deep.equal({
      ...{ w: [3, 200], packed: [2, 200] },
      ...{ one: null, sparse: null },
    });
    expect(flow.inputs.map(({ name }) => name)).to.deep.equal(["x"]);
  });

  it("sees the context beside the model", () => {
    const { operations, inputs } = readDataflow(appendContext(model(GRAPH)), "m.onnx");
    expect(operations.at(-1)).to.deep.equal({
      op: "Identity",
      inputs: [CONTEXT_INPUT],
      outputs: [CONTEXT_OUTPUT],
    });
    expect(inputs.at(-1)?.name).to.equal(CONTEXT_INPUT);
  });

  it("reads or refuses every beginning of a real model, with a typed error", () => {
    const bytes = readFileSync(new URL("../../../models/trading-signal/tuned.onnx", import.meta.url));
    expect(readDataflow(bytes, "m.onnx").operations.length).to.be.greaterThan(3);
    for (let length = 0; length < bytes.length; length += 97) {
      const cut = bytes.subarray(0, length);
      try {
        readDataflow(cut, "m.onnx");
      } catch {
        expectCode("EZKL_ONNX_MALFORMED", () => readDataflow(cut, "m.onnx"));
      }
    }
    expectCode("EZKL_ONNX_MALFORMED", () =>
      readDataflow(model([[5, [[1, new Uint8Array([0x80])]]], ...GRAPH]), "m.onnx"),
    );
  });
});
