import { expect } from "chai";

import { constraintOf, violation } from "../../../src/tune/constraint.ts";
import { outputError } from "../../../src/tune/output-error.ts";

const EXPECTED = [[[1, 2, 4]], [[-1, 0, 3]]];

describe("the error on the hold-out", () => {
  it("is the largest and the mean difference over all samples and elements", () => {
    const error = outputError([[[1, 2.5, 4]], [[-1, 0, 2]]], EXPECTED, "max");
    expect(error).to.deep.equal({ maxAbs: 1, mae: 0.25, agreement: 1 });
  });

  it("counts the samples with the same argmax, and ties as such", () => {
    expect(outputError([[[1, 5, 4]], [[0, 0, 3]]], EXPECTED, "argmax").agreement).to.equal(0.5);
    expect(outputError([[[7, 6]]], [[[2, 2 + 1e-9]]], "argmax").agreement).to.equal(1);
  });

  it("counts the samples with the same sign of every element", () => {
    expect(outputError([[[1, 1, 1]], [[1, 0, 3]]], EXPECTED, "sign").agreement).to.equal(0.5);
    expect(
      outputError([[[-0.5]]], [[[0.5]]], "argmax").agreement,
      "a single element has a sign only",
    ).to.equal(0);
  });

  it("is without bound where outputs are missing or more than expected", () => {
    expect(outputError([[[1, 2, 4, 8]]], EXPECTED.slice(0, 1), "max").maxAbs).to.equal(Infinity);
    expect(outputError([[[1, 2, 4], [1]]], EXPECTED.slice(0, 1), "max").agreement).to.equal(0);
  });
});

describe("the constraint", () => {
  const own = { maxAbs: 0.25, mae: 0.125, agreement: 1 };
  const baseline = { error: own, of: "the engine" };
  const nothing = {};

  it("is what was asked for before all else", () => {
    expect(constraintOf({ maxError: 2 }, 1, baseline, EXPECTED)).to.include({ metric: "max", limit: 2 });
    expect(constraintOf({ maxError: 2, metric: "mae" }, 1, baseline, EXPECTED)).to.include({
      metric: "mae",
      limit: 2,
    });
    expect(constraintOf({ metric: "sign" }, 1, baseline, EXPECTED)).to.include({
      metric: "sign",
      limit: null,
    });
  });

  it("is model.json's limit, else the engine's own error, else a thousandth of the outputs' range", () => {
    expect(constraintOf(nothing, 1, baseline, EXPECTED).limit).to.equal(1);
    expect(constraintOf(nothing, undefined, baseline, EXPECTED).limit).to.equal(0.25);
    expect(constraintOf({ metric: "mae" }, 1, baseline, EXPECTED).limit).to.equal(0.125);
    expect(
      constraintOf(nothing, undefined, { ...baseline, error: { ...own, maxAbs: 0 } }, EXPECTED).limit,
    ).to.equal(0.005);
    expect(constraintOf(nothing, undefined, undefined, EXPECTED).limit).to.equal(0.005);
    expect(constraintOf(nothing, undefined, undefined, [[[3, 3]]]).limit).to.equal(0.003);
  });

  it("refuses what exceeds it, and nothing that does not", () => {
    const max = { metric: "max", limit: 0.25, basis: "" } as const;
    expect(violation(own, max)).to.equal(undefined);
    expect(violation({ ...own, maxAbs: 0.26 }, max)).to.contain("0.26");
    expect(violation({ ...own, maxAbs: Number.NaN }, max)).to.not.equal(undefined);
    expect(violation({ ...own, mae: 0.26 }, { ...max, metric: "mae" })).to.contain("0.26");
    const argmax = { metric: "argmax", limit: null, basis: "" } as const;
    expect(violation({ ...own, maxAbs: 1e9 }, argmax)).to.equal(undefined);
    expect(violation({ ...own, agreement: 0.97 }, argmax)).to.contain("3.0%");
    expect(
      violation({ ...own, maxAbs: 9 }, { ...argmax, limit: 1 }),
      "both, where both are asked for",
    ).to.contain("9");
  });
});
