import { expect } from "chai";
import fc from "fast-check";

import { readCircuit } from "../../../src/circuit/read.ts";
import type { Value } from "../../../src/envelope/builder.ts";
import { boundProgram, type InputRange } from "../../../src/envelope/bound.ts";
import { evaluate } from "../../../src/envelope/evaluate.ts";
import { lowerCircuit } from "../../../src/envelope/lower.ts";
import type { ElementFunction, Program } from "../../../src/envelope/program.ts";
import type { Reach } from "../../../src/envelope/reach.ts";
import { group, program, weighted } from "./made-programs.ts";
import { recorded } from "./recorded.ts";

/** The reach of a program's output. */
function reachOf(made: Program, range?: InputRange): Reach {
  const reach = boundProgram(made, [range])[made.outputs[0] ?? 0];
  return reach ?? expect.fail("no output");
}

const gapOf = (made: Program, range?: InputRange): number[] => [...reachOf(made, range).gap];

describe("what is proven of answers", () => {
  it("nothing is open without a rescaling, however large the numbers are", () => {
    const made = program(2, (build, x) => build.each(weighted(build, x, [[3, -4]]), { name: "abs" }), {
      limit: Infinity,
    });
    expect(gapOf(made)).to.deep.equal([0]);
    expect(
      gapOf(
        program(1, (_, x) => x),
        [-5, 5],
      ),
    ).to.deep.equal([0]);
  });

  it("a rescaling is open by 1, and what is exactly divisible is not", () => {
    expect(gapOf(program(1, (build, x) => build.divide(x, 128)))).to.deep.equal([1]);
    expect(
      gapOf(
        program(1, (build, x) => build.divide(x, 128)),
        [256, 256],
      ),
    ).to.deep.equal([0]);
    expect(
      gapOf(
        program(1, (build, x) => build.divide(x, 128)),
        [255, 255],
      ),
    ).to.deep.equal([1]);
    expect(gapOf(program(1, (build, x) => build.divide(x, 1)))).to.deep.equal([0]);
  });

  it("a rescaling of what is open by g is open by floor((g + 2 D - 2) / D)", () => {
    const twice = (weight: number): Program =>
      program(1, (build, x) => build.divide(weighted(build, build.divide(x, 8), [[weight]]), 8));
    expect([1, 2, 3, 8, 10, 11, -11].map((weight) => gapOf(twice(weight))[0])).to.deep.equal([
      1, 2, 2, 2, 3, 3, 3,
    ]);
  });

  it("sums add up what their terms leave open, times the weights", () => {
    const made = program(3, (build, x) =>
      weighted(build, build.divide(x, 4), [
        [1, -2, 3],
        [0, 0, 0],
      ]),
    );
    expect(gapOf(made)).to.deep.equal([6, 0]);
  });

  it("products count each factor's largest magnitude", () => {
    const made = program(2, (build, x) => {
      const half = build.divide(x, 2);
      const [a, b] = [0, 1].map((at) => build.pick(half, Int32Array.of(at), [1])) as [Value, Value];
      return build.binary("mul", a, b);
    });
    // |a| <= 5, |b| <= 10, both open by 1.
    expect(
      gapOf(made, [
        [-10, 4],
        [0, 20],
      ]),
    ).to.deep.equal([15]);
  });

  it("a ReLU passes on what is open, and nothing where its argument is never positive", () => {
    const made = program(1, (build, x) =>
      build.each(build.divide(x, 4), { name: "leakyRelu", by: 1, slope: 0 }),
    );
    expect(gapOf(made, [-100, 100])).to.deep.equal([1]);
    expect(gapOf(made, [-100, -4])).to.deep.equal([0]);
  });

  it("a comparison is open when ranges meet, and not when they are apart", () => {
    const made = (how: "greater" | "greaterEqual" | "less" | "lessEqual" | "equals"): Program =>
      program(2, (build, x) => {
        const half = build.divide(x, 2);
        const [a, b] = [0, 1].map((at) => build.pick(half, Int32Array.of(at), [1])) as [Value, Value];
        return build.compare(how, a, b);
      });
    const [apart, touching]: [InputRange, InputRange] = [
      [
        [0, 10],
        [12, 20],
      ],
      [
        [0, 10],
        [10, 20],
      ],
    ];
    expect(
      (["greater", "greaterEqual", "less", "lessEqual", "equals"] as const).map(
        (how) => gapOf(made(how), apart)[0],
      ),
    ).to.deep.equal([0, 0, 0, 0, 0]);
    expect(
      (["greater", "greaterEqual", "less", "lessEqual", "equals"] as const).map(
        (how) => gapOf(made(how), touching)[0],
      ),
    ).to.deep.equal([0, 1, 1, 0, 1]);
  });

  it("the place of the largest is open between the candidates alone", () => {
    const made = program(4, (build, x) => {
      const half = build.divide(x, 2);
      return build.add({ kind: "best", a: half.step, ...group(half), smallest: false, length: 1 }, [1]);
    });
    expect(
      gapOf(made, [
        [0, 10],
        [20, 30],
        [0, 10],
        [28, 40],
      ]),
    ).to.deep.equal([2]);
    expect(
      gapOf(made, [
        [0, 10],
        [20, 30],
        [0, 10],
        [34, 40],
      ]),
    ).to.deep.equal([0]);
    expect(
      reachOf(made, [
        [0, 10],
        [20, 30],
        [0, 10],
        [28, 40],
      ]),
    ).to.deep.include({ low: Float64Array.of(1), high: Float64Array.of(3) });
  });

  it("an element that an open place names may be any of its range", () => {
    const made = program(3, (build, x) => {
      const half = build.divide(x, 2);
      const best = build.add({ kind: "best", a: half.step, ...group(half), smallest: false, length: 1 }, [1]);
      const body = { kind: "lookUp", a: x.step, index: best.step, step: 1, size: 3, length: 1 } as const;
      return build.add({ ...body, places: Int32Array.of(0), starts: Int32Array.of(0) }, [1]);
    });
    expect(
      gapOf(made, [
        [-7, 4],
        [-2, 3],
        [-1, 9],
      ]),
    ).to.deep.equal([16]);
  });

  it("a choice by an open mask is open between what it chooses from, and one by a comparison of the two themselves is not", () => {
    const chosen = (own: boolean): Program =>
      program(2, (build, x) => {
        const half = build.divide(x, 2);
        const [a, b] = [0, 1].map((at) => build.pick(half, Int32Array.of(at), [1])) as [Value, Value];
        return build.choose(
          build.compare("less", a, own ? b : build.constant(Float64Array.of(3), [1])),
          a,
          b,
        );
      });
    expect(
      gapOf(chosen(false), [
        [0, 8],
        [20, 30],
      ]),
    ).to.deep.equal([15]);
    expect(
      gapOf(chosen(true), [
        [0, 8],
        [0, 30],
      ]),
    ).to.deep.equal([1]);
    const fixed = program(1, (build, x) =>
      build.choose(build.compare("less", x, build.each(x, { name: "abs" })), build.divide(x, 2), x),
    );
    expect(gapOf(fixed)).to.deep.equal([1]);
  });

  it("claims no range that doubles have rounded", () => {
    const big = 2 ** 30;
    const made = program(3, (build, x) => weighted(build, x, [[big, 1, -big]]), { limit: Infinity });
    // 2^60 + 1 - 2^60 is 0 in doubles.
    const reach = reachOf(made, [
      [big, big],
      [1, 1],
      [big, big],
    ]);
    expect([reach.low[0], reach.high[0]]).to.deep.equal([-Infinity, Infinity]);
    const exact = program(2, (build, x) =>
      build.compare("equals", build.pick(x, Int32Array.of(0), [1]), build.pick(x, Int32Array.of(1), [1])),
    );
    expect(
      reachOf(exact, [
        [4, 4],
        [4, 4],
      ]),
    ).to.deep.include({ low: Float64Array.of(1), high: Float64Array.of(1) });
  });

  it("knows of a decomposed value that it is within the limit, and of a hashed input nothing", () => {
    const graph = readCircuit(recorded("layers").bytes, "21.0.0");
    const inputOf = (input: "public" | "hashed"): Reach =>
      boundProgram(lowerCircuit({ ...graph, visibility: { ...graph.visibility, input } }))[0] ??
      expect.fail("no input");
    expect(inputOf("public").high[0]).to.equal(2 ** 28 - 1);
    expect(inputOf("hashed").high[0]).to.equal(Infinity);
    const ignoring = lowerCircuit({ ...graph, ignoresRangeChecks: true });
    expect(boundProgram(ignoring)[0]?.high[0]).to.equal(Infinity);
    const made = program(1, (build, x) => build.each(x, { name: "leakyRelu", by: 1, slope: 0 }));
    const hidden = {
      ...made,
      steps: made.steps.map((step) => (step.kind === "input" ? { ...step, rangeChecked: false } : step)),
    };
    expect(reachOf(hidden)).to.deep.include({ low: Float64Array.of(0), high: Float64Array.of(made.limit) });
  });

  it("says that it knows no bound rather than a wrong one", () => {
    const hidden = (
      make: (build: Parameters<Parameters<typeof program>[1]>[0], x: Value) => Value,
    ): Program => {
      const made = program(1, make);
      return {
        ...made,
        steps: made.steps.map((step) => (step.kind === "input" ? { ...step, rangeChecked: false } : step)),
      };
    };
    expect(gapOf(hidden((build, x) => build.binary("mul", x, build.divide(x, 2))))).to.deep.equal([Infinity]);
    // A sum needs no range.
    expect(gapOf(hidden((build, x) => build.binary("add", x, build.divide(x, 2))))).to.deep.equal([1]);
    expect(
      gapOf(program(1, (build, x) => build.each(build.divide(x, 2), { name: "power", exponent: 3 }))),
    ).to.deep.equal([Infinity]);
  });

  it("bounds inverses and roots by what the circuit's own test of the nearest admits", () => {
    const inverse: ElementFunction = { name: "recip", inputScale: 16, outputScale: 64, epsilon: 2 ** -52 };
    const root: ElementFunction = { name: "sqrt", scale: 16 };
    const answers = (f: (y: number) => number, target: number): number[] =>
      Array.from({ length: 1200 }, (_, y) => y).filter((y) => {
        const error = (at: number): number => Math.abs(f(at) - target);
        return error(y) <= error(y + 1) && error(y) < error(y - 1);
      });
    for (const [low, high] of [
      [1, 40],
      [7, 90],
      [30, 31],
    ] as const)
      for (const [apply, of] of [
        [inverse, (x: number) => answers((y) => y * x, 16 * 64)],
        [root, (x: number) => answers((y) => y * y, x * 16)],
      ] as const) {
        const reach = reachOf(
          program(1, (build, x) => build.each(build.divide(x, 2), apply)),
          [2 * low, 2 * high],
        );
        for (let x = low; x <= high; x++) {
          const [y = NaN, ...others] = of(x);
          expect(others, "the circuit leaves one answer").to.deep.equal([]);
          expect(y).to.be.within(reach.low[0] ?? NaN, reach.high[0] ?? NaN);
          if (x < high) expect(Math.abs((of(x + 1)[0] ?? NaN) - y)).to.be.at.most(reach.gap[0] ?? NaN);
        }
      }
  });
});

/** A step that can be added to any program, by number. */
function extend(
  build: Parameters<Parameters<typeof program>[1]>[0],
  values: Value[],
  [kind, i, j, k]: readonly [number, number, number, number],
): Value {
  const a = values[i % values.length] as Value;
  const b = values[j % values.length] as Value;
  const by = [2, 3, 8, 16][k % 4] as number;
  switch (kind % 14) {
    case 0:
    case 1:
    case 2:
      return build.divide(a, by);
    case 3:
      return weighted(build, a, [
        [k - 4, 2, -3],
        [1, k, 1 - k],
        [-1, 3, 5],
      ]);
    case 4:
      return build.binary("add", a, b);
    case 5:
      return build.binary("sub", a, b);
    case 6:
      return build.divide(build.binary("mul", a, b), 16);
    case 7:
      return build.binary(k % 2 === 0 ? "max" : "min", a, b);
    case 8:
      return build.choose(
        build.compare((["greater", "lessEqual", "equals"] as const)[k % 3] as "greater", a, b),
        b,
        a,
      );
    case 9:
      return build.each(a, { name: "leakyRelu", by: 2, slope: k - 4 });
    case 10:
      return build.each(a, {
        name: "table",
        table: { name: (["sigmoid", "sin", "hardSwish"] as const)[k % 3] as "sin", scale: 16 },
      });
    case 11:
      return build.broadcast(
        build.add(
          { kind: "ranked", a: a.step, ...group(a), rank: k % 3, smallest: j % 2 === 0, length: 1 },
          [1],
        ),
        [3],
      );
    case 12: {
      const place = build.add(
        { kind: "best", a: a.step, ...group(a), smallest: j % 2 === 0, length: 1 },
        [1],
      );
      const body = { kind: "lookUp", a: b.step, index: place.step, step: 1, size: 3, length: 3 } as const;
      return build.add({ ...body, places: Int32Array.of(0, 0, 0), starts: Int32Array.of(0, 0, 0) }, [3]);
    }
    default:
      return build.each(a, (["abs", "sign"] as const).map((name) => ({ name }))[k % 2] as { name: "abs" });
  }
}

describe("bounds of random programs", () => {
  it("hold for any two runs on one input, at every step", () => {
    const recipe = fc.array(fc.tuple(fc.nat(13), fc.nat(20), fc.nat(20), fc.nat(8)), {
      minLength: 2,
      maxLength: 9,
    });
    const numbers = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 3 });
    let open = 0;
    fc.assert(
      fc.property(
        recipe,
        numbers,
        fc.infiniteStream(fc.integer({ min: -1, max: 1 })),
        (steps, input, stream) => {
          const made = program(3, (build, x) => {
            const values = [x];
            for (const step of steps) values.push(extend(build, values, step));
            return values;
          });
          const reaches = boundProgram(made, [[-40, 40]]);
          const run = (): Float64Array[] =>
            evaluate(
              made,
              [Float64Array.from(input)],
              new Map(
                made.steps.flatMap((step, index) =>
                  step.kind === "divide"
                    ? [
                        [
                          index,
                          Int8Array.from({ length: step.length }, () => stream.next().value as number),
                        ] as const,
                      ]
                    : [],
                ),
              ),
            );
          const runs = [run(), run(), run(), run()];
          made.steps.forEach((_, index) => {
            const reach = reaches[index] as Reach;
            reach.gap.forEach((gap, i) => {
              const found = runs.map((values) => values[index]?.[i] as number);
              const span = Math.max(...found) - Math.min(...found);
              if (span > 0) open++;
              expect(span, `step ${index}`).to.be.at.most(gap);
              expect(Math.min(...found), `step ${index}`).to.be.at.least(reach.low[i] as number);
              expect(Math.max(...found), `step ${index}`).to.be.at.most(reach.high[i] as number);
            });
          });
        },
      ),
      { numRuns: 600 },
    );
    expect(open, "programs whose answers differ").to.be.greaterThan(400);
  });
});
