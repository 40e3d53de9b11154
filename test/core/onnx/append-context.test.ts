import { readFileSync } from "node:fs";

import { expect } from "chai";

import { appendContext } from "../../../src/onnx/append-context.ts";
import { CONTEXT_INPUT, CONTEXT_NODE, CONTEXT_OUTPUT } from "../../../src/onnx/context-names.ts";
import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { expectCode } from "../expect-code.ts";
import { model, node, value } from "./build.ts";

const original = new Uint8Array(
  readFileSync(new URL("../../../models/trading-signal/network.onnx", import.meta.url)),
);

describe("context pass-through", () => {
  it("leaves the file's own bytes as they are, in front", () => {
    const extended = appendContext(original);
    expect(extended.length).to.be.greaterThan(original.length);
    expect([...extended.subarray(0, original.length)]).to.deep.equal([...original]);
  });

  it("adds one Identity from a last input to a last output, six int64 each", () => {
    const before = readOnnxSignature(original, "before");
    const after = readOnnxSignature(appendContext(original), "after");
    const carried = { elementType: "int64", shape: [1, 6] };
    expect(after.inputs).to.deep.equal([...before.inputs, { name: CONTEXT_INPUT, ...carried }]);
    expect(after.outputs).to.deep.equal([...before.outputs, { name: CONTEXT_OUTPUT, ...carried }]);
    expect(after.nodeCount).to.equal(before.nodeCount + 1);
    expect(after.opTypes).to.include("Identity");
    expect(after.opset).to.equal(before.opset);
  });

  it("appends one graph field with these bytes", () => {
    const field = (tag: number, ...bytes: number[]) => [tag, bytes.length, ...bytes];
    const text = (tag: number, name: string) => field(tag, ...new TextEncoder().encode(name));
    const shape = field(0x12, ...field(0x0a, 0x08, 1), ...field(0x0a, 0x08, 6));
    const type = field(0x12, ...field(0x0a, 0x08, 7, ...shape));
    const graph = [
      ...field(
        0x0a,
        ...text(0x0a, "ezkl_context"),
        ...text(0x12, "ezkl_context_out"),
        ...text(0x1a, "ezkl_context_pass"),
        ...text(0x22, "Identity"),
      ),
      ...field(0x5a, ...text(0x0a, "ezkl_context"), ...type),
      ...field(0x62, ...text(0x0a, "ezkl_context_out"), ...type),
    ];
    // A length above 127 takes two bytes.
    const length = [(graph.length & 0x7f) | 0x80, graph.length >> 7];
    expect([...appendContext(original).subarray(original.length)]).to.deep.equal([0x3a, ...length, ...graph]);
  });

  it("refuses models that use one of its names, for values, nodes or weights", () => {
    const output = [12, value("y", 1, [1])] as const;
    for (const name of [CONTEXT_INPUT, CONTEXT_OUTPUT, CONTEXT_NODE]) {
      for (const bytes of [
        model([output, [11, value(name, 1, [1])]]),
        model([output, [12, value(name, 1, [1])]]),
        model([output, [1, node("Relu", [name], ["y"])]]),
        model([output, [1, node("Relu", ["x"], [name])]]),
        model([output, [1, [[3, name]]]]),
        model([output, [5, [[8, name]]]]),
      ]) {
        const error = expectCode("EZKL_ONNX_NAME_CLASH", () => appendContext(bytes, { where: "m.onnx" }));
        expect(error.where).to.equal("m.onnx");
        expect(error.what).to.include(name);
      }
    }
    expectCode("EZKL_ONNX_NAME_CLASH", () => appendContext(appendContext(original)));
  });

  it("refuses bytes that are no model", () => {
    expectCode("EZKL_ONNX_MALFORMED", () => appendContext(new Uint8Array([1, 2, 3])));
  });
});
