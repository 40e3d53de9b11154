import { expect } from "chai";

import { readCircuit } from "../../../src/circuit/read.ts";
import { accepts } from "../../../src/envelope/accepts.ts";
import { evaluate } from "../../../src/envelope/evaluate.ts";
import { lowerCircuit } from "../../../src/envelope/lower.ts";
import type { Program } from "../../../src/envelope/program.ts";
import { searchExamples } from "../../../src/envelope/search.ts";
import { sensitivities } from "../../../src/envelope/sensitivity.ts";
import { program, weighted } from "./made-programs.ts";
import { recorded } from "./recorded.ts";

/** Every accepted answer of a small program: all choices are tried. */
function allAnswers(made: Program, inputs: readonly Float64Array[]): Float64Array[] {
  const places = made.steps.flatMap((step, index) =>
    step.kind === "divide" ? Array.from({ length: step.length }, (_, i) => [index, i] as const) : [],
  );
  const answers: Float64Array[] = [];
  for (let bits = 0; bits < 2 ** places.length; bits++) {
    const choices = new Map<number, Int8Array>();
    places.forEach(([index, i], k) => {
      const chosen = choices.get(index) ?? new Int8Array(made.steps[index]?.length ?? 0);
      chosen[i] = (bits >> k) & 1 ? 1 : -1;
      choices.set(index, chosen);
    });
    answers.push(evaluate(made, inputs, choices)[made.outputs[0] ?? 0] ?? new Float64Array());
  }
  return answers;
}

describe("the search for answers far from the engine's own", () => {
  it("finds the widest pair there is, in a network of two layers", () => {
    const { bytes, version, inputs } = recorded("layers");
    const made = lowerCircuit(readCircuit(bytes, version));
    const sample = inputs.map((input) => Float64Array.from(input));
    const answers = allAnswers(made, sample);
    const spans = [0, 1, 2].map((i) => {
      const own = answers.map((answer) => answer[i] ?? NaN);
      return Math.max(...own) - Math.min(...own);
    });
    const [example] = searchExamples(made, [sample], [[0, 1, 2]]);
    expect(example && example.highest - example.lowest).to.equal(Math.max(...spans));
    expect(Math.max(...spans)).to.be.greaterThan(2);
  });

  it("pushes each rescaling where it counts, not all of them the same way", () => {
    const made = program(4, (build, x) => weighted(build, build.divide(x, 8), [[1, -1, 1, -1]]));
    const [example] = searchExamples(made, [[Float64Array.of(1, 2, 3, 5)]], [[0]]);
    expect(example).to.deep.equal({ sample: 0, element: 0, honest: -1, lowest: -2, highest: 2 });
  });

  it("looks at all samples, and keeps the widest", () => {
    const made = program(2, (build, x) => weighted(build, build.divide(x, 8), [[1, 3]]));
    const samples = [
      Float64Array.of(8, 16),
      Float64Array.of(1, 8),
      Float64Array.of(1, 1),
      Float64Array.of(1, 8),
    ].map((x) => [x]);
    expect(searchExamples(made, samples, [[0]])[0]).to.include({ sample: 2, lowest: 0, highest: 4 });
    expect(searchExamples(made, samples.slice(0, 1), [[0]])[0]).to.equal(undefined);
  });

  it("counts no run that the circuit refuses", () => {
    const made = program(1, (build, x) => build.each(build.divide(x, 8), { name: "times", by: 11 }), {
      limit: 20,
    });
    // 9 / 8 is 1 or 2, and 22 is no output within the limit.
    const sample = [Float64Array.of(9)];
    expect(searchExamples(made, [sample], [[0]])[0]).to.equal(undefined);
    const unchecked = { ...made, outputsRangeChecked: false };
    expect(searchExamples(unchecked, [sample], [[0]])[0]).to.include({ honest: 11, lowest: 11, highest: 22 });
    // The engine itself has no proof for 15.
    expect(searchExamples(made, [[Float64Array.of(15)]], [[0]])[0]).to.equal(undefined);
  });

  it("crosses a threshold when it can", () => {
    const made = program(2, (build, x) => {
      const half = build.divide(x, 2);
      const at = (i: number) => build.pick(half, Int32Array.of(i), [1]);
      return build.compare("greater", at(0), at(1));
    });
    expect(searchExamples(made, [[Float64Array.of(9, 9)]], [[0]])[0]).to.include({ lowest: 0, highest: 1 });
    expect(searchExamples(made, [[Float64Array.of(9, 13)]], [[0]])[0]).to.equal(undefined);
  });
});

describe("sensitivities", () => {
  it("are what a small step shows", () => {
    const made = program(3, (build, x) => {
      const hidden = build.each(
        weighted(build, x, [
          [2, -3, 1],
          [1, 1, 1],
        ]),
        { name: "leakyRelu", by: 1, slope: 0 },
      );
      const table = build.each(hidden, { name: "table", table: { name: "div", denominator: 0.5 } });
      return weighted(build, build.binary("mul", table, hidden), [[1, -1]]);
    });
    const values = evaluate(made, [Float64Array.of(5, 1, 2)]);
    const slopes = sensitivities(made, values, made.outputs[0] ?? 0, 0);
    // hidden = (9, 8), and the output is 2 (9^2 - 8^2): its slope is 36 by the first and -32 by the second.
    expect([...(slopes.get(0) ?? [])]).to.deep.equal([36 * 2 - 32, 36 * -3 - 32, 36 - 32]);
  });
});

describe("what the circuit accepts", () => {
  it("leaves roots and inverses to the nearest, and everything decomposed within the limit", () => {
    const root = program(1, (build, x) => build.each(x, { name: "sqrt", scale: 4 }));
    expect(accepts(root, evaluate(root, [Float64Array.of(9)]))).to.equal(true);
    expect([5, 7].map((y) => accepts(root, [Float64Array.of(9), Float64Array.of(y)]))).to.deep.equal([
      false,
      false,
    ]);
    const inverse = program(1, (build, x) =>
      build.each(x, { name: "recip", inputScale: 4, outputScale: 4, epsilon: 2 ** -52 }),
    );
    expect([2, 3, 4].map((y) => accepts(inverse, [Float64Array.of(5), Float64Array.of(y)]))).to.deep.equal([
      false,
      true,
      false,
    ]);
    // 16 / 32 is between 0 and 1: the lower one.
    expect([0, 1].map((y) => accepts(inverse, [Float64Array.of(32), Float64Array.of(y)]))).to.deep.equal([
      true,
      false,
    ]);
    const positive = program(
      1,
      (build, x) => build.each(build.each(x, { name: "times", by: 4 }), { name: "abs" }),
      { limit: 10, outputsRangeChecked: false },
    );
    expect([2, 3, 11].map((x) => accepts(positive, evaluate(positive, [Float64Array.of(x)])))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("takes the two whole quotients around an exact one, and no others", () => {
    const made = program(1, (build, x) => build.divide(x, 8));
    const accepted = (x: number): number[] =>
      [-2, -1, 0, 1, 2, 3].filter((y) => accepts(made, [Float64Array.of(x), Float64Array.of(y)]));
    expect([9, 16, -1, -8].map(accepted)).to.deep.equal([[1, 2], [2], [-1, 0], [-1]]);
  });
});
