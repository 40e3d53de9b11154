import { expect } from "chai";

import { REFERENCE_SPEED } from "../../../src/tune/cost/index.ts";
import { atEachK, decompositions, lookupRange } from "../../../src/tune/layouts.ts";
import { seededRandom } from "../../../src/tune/random.ts";

import { recordedCircuits } from "./recorded-circuits.ts";

describe("decompositions", () => {
  it("bound the needed range with the smallest base for each number of legs", () => {
    for (let bits = 1; bits <= 64; bits++) {
      const found = decompositions(bits);
      expect(found, `${bits} bits`).to.not.deep.equal([]);
      for (const { base, legs } of found) {
        const size = BigInt(base) ** BigInt(legs);
        expect(size >= 2n ** BigInt(bits), `${base}^${legs} for ${bits} bits`).to.equal(true);
        const smaller = BigInt(base - 1) ** BigInt(legs);
        expect(base === 2 || smaller < 2n ** BigInt(bits), `${base - 1}^${legs} would do`).to.equal(true);
      }
      expect(new Set(found.map(({ base }) => base)), "no base twice").to.have.length(found.length);
    }
  });
});

describe("lookup ranges", () => {
  it("reach at least twice as far as was seen, on both sides", () => {
    const random = seededRandom(2, "lookups");
    for (let round = 0; round < 200; round++) {
      const [low, high] = [-random.integer(0, 500), random.integer(0, 500)];
      const [from, to] = lookupRange([low, high]);
      expect(from).to.be.at.most(Math.min(2 * low, -1));
      expect(to).to.be.at.least(Math.max(2 * high, 1));
      expect(to - from).to.be.at.most(2 * (high - low) + (high - low) / 4 + 4);
    }
  });
});

describe("the k of a layout", () => {
  const circuits = recordedCircuits().filter(({ facts }) => facts.lookups.length > 0);

  it("is none where a lookup table is longer than any circuit", () => {
    for (const { facts } of circuits) {
      expect(atEachK(facts, REFERENCE_SPEED)).to.not.deep.equal([]);
      expect(atEachK({ ...facts, lookupRange: [-(2 ** 50), 2 ** 50] }, REFERENCE_SPEED)).to.deep.equal([]);
    }
    expect(circuits).to.not.deep.equal([]);
  });
});
