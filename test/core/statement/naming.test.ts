import { expect } from "chai";

import {
  camelName,
  constantName,
  pascalName,
  tensorName,
  uniqueNames,
} from "../../../src/statement/naming.ts";
import { printable } from "../../../src/statement/printable.ts";
import { solidityName } from "../../../src/statement/reserved-words.ts";

describe("names of generated code", () => {
  it("makes type and value names of model names", () => {
    expect(pascalName("trading-signal")).to.equal("TradingSignal");
    expect(camelName("trading-signal")).to.equal("tradingSignal");
    expect(pascalName("2-layer_net")).to.equal("Model2LayerNet");
    expect(camelName("2-layer_net")).to.equal("model2LayerNet");
    expect(pascalName("creditScore")).to.equal("CreditScore");
    expect(pascalName("--")).to.equal("Model");
  });

  it("makes identifiers of whatever ONNX files call their tensors", () => {
    const names: [string, string][] = [
      ["returns", "returns"],
      ["next_returns", "nextReturns"],
      ["onnx::ArgMax_107", "onnxArgMax107"],
      ["X", "x"],
      ["INPUT_IDS", "inputIds"],
      ["12", "input12"],
      ["", "input"],
      ["/model/fc/Gemm_output_0", "modelFcGemmOutput0"],
      ["température", "tempRature"],
      ["__proto__", "proto"],
      ['"; selfdestruct(x); //', "selfdestructX"],
    ];
    for (const [onnxName, expected] of names) expect(tensorName(onnxName, "input")).to.equal(expected);
    expect(tensorName("a".repeat(1000), "input")).to.have.length(48);
  });

  it("makes constants of identifiers", () => {
    expect(constantName("returns")).to.equal("RETURNS");
    expect(constantName("nextReturns")).to.equal("NEXT_RETURNS");
    expect(constantName("input2")).to.equal("INPUT2");
  });

  it("keeps apart what constants or accessors would confuse", () => {
    const unique = uniqueNames(["context"]);
    const given = ["x", "x", "fooBar", "foobar", "foo_bar", "price", "priceAt", "context", "x2"];
    const names = given.map(unique);
    expect(names).to.deep.equal([
      "x",
      "x2",
      "fooBar",
      "foobar",
      "foo_bar2",
      "price",
      "priceAt2",
      "context2",
      "x22",
    ]);
  });

  it("steps aside for Solidity's own words", () => {
    for (const word of [
      "returns",
      "address",
      "uint256",
      "bytes32",
      "int8",
      "msg",
      "now",
      "fixed128x18",
      "error",
      "abi",
    ]) {
      expect(solidityName(word)).to.equal(`${word}_`);
    }
    for (const name of ["allocation", "output", "score", "uint", "x"].filter((word) => word !== "uint")) {
      expect(solidityName(name)).to.equal(name);
    }
  });

  it("prints foreign text so that it stays inside its comment", () => {
    const text = printable('a*/\n// @dev "quoted" \u2028 é');
    expect(text).to.match(/^"[\x20-\x7e]*"$/);
    expect(text).to.not.include("*").and.to.not.include("@");
    expect(printable("x".repeat(500)).length).to.be.below(100);
    expect(printable("returns")).to.equal('"returns"');
  });
});
