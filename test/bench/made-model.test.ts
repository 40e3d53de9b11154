import { expect } from "chai";

import { madeModel } from "../../bench/made-model.ts";
import { readOnnxSignature } from "../../src/onnx/signature.ts";
import { sha256 } from "../../src/pipeline/files.ts";

describe("bench made model", () => {
  it("is a readable ONNX model whose input fits", () => {
    const { onnx, input } = madeModel();
    const { inputs, outputs } = readOnnxSignature(onnx, "made");
    expect(inputs.map(({ name, shape }) => [name, shape])).to.deep.equal([["x", [1, 64]]]);
    expect(outputs.map(({ name, shape }) => [name, shape])).to.deep.equal([["y", [1, 8]]]);
    expect(input.input_data.map((values) => values.length)).to.deep.equal([64]);
  });

  it("is the same each time", () => {
    expect(sha256(madeModel().onnx)).to.equal(sha256(madeModel().onnx));
    expect(madeModel().input).to.deep.equal(madeModel().input);
  });
});
