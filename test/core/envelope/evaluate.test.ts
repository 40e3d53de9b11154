import { expect } from "chai";

import { readCircuit } from "../../../src/circuit/read.ts";
import { applyFunction, roundAway } from "../../../src/envelope/element-functions.ts";
import { erf } from "../../../src/envelope/erf.ts";
import { evaluate, quotient } from "../../../src/envelope/evaluate.ts";
import { lowerCircuit } from "../../../src/envelope/lower.ts";
import { expectNear } from "../../helpers/near.ts";
import { expectCode } from "../expect-code.ts";
import { program, weighted } from "./made-programs.ts";
import { recorded, RECORDED } from "./recorded.ts";

const NOT_MODELLED = "EZKL_CIRCUIT_NOT_MODELLED";

describe("a circuit's exact arithmetic", () => {
  const modelled = RECORDED.filter(({ name }) => name !== "named");
  for (const { name, version, bytes, inputs, outputs } of modelled)
    it(`gives what ezkl ${version} gives: ${name}`, () => {
      const made = lowerCircuit(readCircuit(bytes, version));
      const values = evaluate(
        made,
        inputs.map((input) => Float64Array.from(input)),
      );
      expect(made.outputs.map((output) => [...(values[output] ?? [])])).to.deep.equal(outputs);
    });

  it("rounds half away from zero, as the engine does", () => {
    expect([0.5, -0.5, 1.5, 2.49, -2.5, 0.49999999999999994].map(roundAway)).to.deep.equal([
      1, -1, 2, 2, -3, 0,
    ]);
  });

  it("takes the floor or the ceiling of a quotient, and neither where it is whole", () => {
    expect([-1, 0, 1].map((choice) => quotient(7, 4, choice))).to.deep.equal([1, 2, 2]);
    expect([-1, 0, 1].map((choice) => quotient(-7, 4, choice))).to.deep.equal([-2, -2, -1]);
    expect([-1, 0, 1].map((choice) => quotient(-8, 4, choice))).to.deep.equal([-2, -2, -2]);
  });

  it("follows choices through the layers behind them", () => {
    const { bytes, version, inputs, outputs } = recorded("layers");
    const made = lowerCircuit(readCircuit(bytes, version));
    const of = (choice: number): number[] => {
      const choices = new Map(
        made.steps.flatMap((step, index) =>
          step.kind === "divide" ? [[index, new Int8Array(step.length).fill(choice)] as const] : [],
        ),
      );
      const values = evaluate(
        made,
        inputs.map((input) => Float64Array.from(input)),
        choices,
      );
      return [...(values[made.outputs[0] ?? 0] ?? [])];
    };
    const [honest = []] = outputs;
    expect(of(0)).to.deep.equal(honest);
    expect(of(-1)).to.not.deep.equal(honest);
    expect(of(1)).to.not.deep.equal(honest);
    expect(of(1)).to.not.deep.equal(of(-1));
  });

  it("knows the functions that no recorded circuit has", () => {
    expect(applyFunction({ name: "round", scale: 4 }, -6)).to.equal(-8);
    expect(applyFunction({ name: "roundHalfToEven", scale: 4 }, -6)).to.equal(-8);
    expect(applyFunction({ name: "roundHalfToEven", scale: 4 }, 10)).to.equal(8);
    expect(applyFunction({ name: "leakyRelu", by: 4, slope: -1 }, -3)).to.equal(3);
    expect(applyFunction({ name: "table", table: { name: "ln", scale: 8 } }, -1)).to.equal(0);
    expect(applyFunction({ name: "table", table: { name: "hardSwish", scale: 1 } }, 3)).to.equal(3);
    expectNear(erf(1), 0.8427007929, 1e-9);
    expect(erf(-1)).to.equal(-erf(1));
  });

  it("refuses a scatter to places that are an input", () => {
    const { bytes, version } = recorded("named");
    expectCode(NOT_MODELLED, () => lowerCircuit(readCircuit(bytes, version)));
  });

  it("refuses inputs of another size, and numbers that doubles do not hold", () => {
    const { bytes, version } = recorded("dot");
    const made = lowerCircuit(readCircuit(bytes, version));
    expectCode(NOT_MODELLED, () => evaluate(made, [new Float64Array(3)]));
    expectCode(NOT_MODELLED, () => evaluate(made, [new Float64Array(12).fill(2 ** 27)]));
    expectCode(NOT_MODELLED, () => evaluate(made, []));
    // 2^60 + 1 - 2^60 is 0 in doubles.
    const far = program(3, (build, x) => weighted(build, x, [[2 ** 30, 1, -(2 ** 30)]]));
    expectCode(NOT_MODELLED, () => evaluate(far, [Float64Array.of(2 ** 30, 1, 2 ** 30)]));
  });
});
