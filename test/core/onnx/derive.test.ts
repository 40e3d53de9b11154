import { expect } from "chai";

import { OnnxMalformedError } from "../../../src/errors/onnx.ts";
import { rulesOfRewrite } from "../../../src/onnx/rewrite/derive.ts";
import { rewriteOnnx, type RuleName } from "../../../src/onnx/rewrite/index.ts";
import { clipOnnx } from "../pipeline/tiny-model.ts";

import { model, node, value } from "./build.ts";

const FLOAT = 1;
/** Three nodes that a rule each rewords. */
const THREE = model(
  [
    [1, node("HardSwish", ["x"], ["a"])],
    [1, node("HardSigmoid", ["a"], ["b"])],
    [1, node("LeakyRelu", ["b"], ["y"])],
    [2, "three"],
    [11, value("x", FLOAT, [1, 8])],
    [12, value("y", FLOAT, [1, 8])],
  ],
  14,
);

describe("the rules of a rewritten graph", () => {
  const rewrittenBy = (source: Uint8Array, rules: readonly RuleName[]): Uint8Array =>
    rewriteOnnx(source, rules, "x") ?? expect.fail("nothing was rewritten");

  it("are found again, whichever were applied", () => {
    const some: RuleName[][] = [
      ...[["hardSwish"], ["hardSigmoid"], ["leakyRelu"]],
      ...[
        ["hardSigmoid", "leakyRelu"],
        ["hardSwish", "leakyRelu"],
      ],
      ["hardSigmoid", "hardSwish", "leakyRelu"],
    ] as RuleName[][];
    for (const rules of some) {
      expect(rulesOfRewrite(THREE, rewrittenBy(THREE, rules), "x")).to.have.members(rules);
    }
    expect(rulesOfRewrite(clipOnnx(), rewrittenBy(clipOnnx(), ["clip"]), "x")).to.deep.equal(["clip"]);
  });

  it("are none where the source or the rewrite is another", () => {
    const rewritten = rewrittenBy(clipOnnx(), ["clip"]);
    expect(rulesOfRewrite(clipOnnx(1), rewritten, "x")).to.equal(undefined);
    for (const at of [0, rewritten.length >> 1, rewritten.length - 1]) {
      const edited = Uint8Array.from(rewritten, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(rulesOfRewrite(clipOnnx(), edited, "x"), String(at)).to.equal(undefined);
    }
    expect(rulesOfRewrite(clipOnnx(), clipOnnx(), "x"), "the source itself").to.equal(undefined);
    expect(rulesOfRewrite(rewritten, rewritten, "x"), "a rewrite of a rewrite").to.equal(undefined);
  });

  it("are looked for in a readable source only", () => {
    expect(() => rulesOfRewrite(new Uint8Array(9), clipOnnx(), "x")).to.throw(OnnxMalformedError);
  });
});
