import { expect } from "chai";

import type { InputData } from "../../../src/pipeline/input.ts";
import { perturbed } from "../../../src/tune/perturb.ts";
import { seededRandom } from "../../../src/tune/random.ts";

const random = seededRandom(5, "inputs");
const SIGNED = Array.from({ length: 12 }, () => random.next() * 4 - 1);
const COUNTS = Array.from({ length: 6 }, () => random.integer(-3, 9));
const INPUT: InputData = [SIGNED, COUNTS, [true, false, true], ["0".repeat(64)]];
const FLOATS = [true, false, false, false];

describe("generated hold-out inputs", () => {
  const samples = perturbed(INPUT, FLOATS, 64, 9);

  it("are as many as asked for, all different, none the input itself", () => {
    expect(samples).to.have.length(64);
    expect(new Set(samples.map((sample) => JSON.stringify(sample)))).to.have.length(64);
    expect(samples).to.not.deep.include(INPUT);
  });

  it("keep shape, type and range of each tensor", () => {
    for (const sample of samples) {
      expect(sample.map((tensor) => tensor.length)).to.deep.equal(INPUT.map((tensor) => tensor.length));
      for (const [index, own] of [SIGNED, COUNTS].entries()) {
        for (const value of sample[index] as number[])
          expect(value).to.be.within(Math.min(...own), Math.max(...own));
      }
      expect((sample[1] as number[]).every(Number.isInteger)).to.equal(true);
      expect((sample[2] as unknown[]).every((value) => typeof value === "boolean")).to.equal(true);
      expect(sample[3]).to.deep.equal(INPUT[3]);
    }
  });

  it("are the same for the same seed and others for another", () => {
    expect(perturbed(INPUT, FLOATS, 64, 9)).to.deep.equal(samples);
    expect(perturbed(INPUT, FLOATS, 64, 10)).to.not.deep.equal(samples);
  });

  it("vary a single value around itself, and keep its sign", () => {
    const values = perturbed([[-2]], [true], 20, 1).map((sample) => sample[0]?.[0] as number);
    expect(values).to.have.length(20);
    for (const value of values) expect(value).to.be.within(-3, -1);
  });

  it("are fewer, or none, where there is nothing to vary", () => {
    expect(perturbed([], [], 32, 1)).to.deep.equal([]);
    expect(perturbed([[4]], [false], 32, 1)).to.deep.equal([]);
    expect(perturbed([[true]], [false], 32, 1)).to.have.length(1);
  });
});
