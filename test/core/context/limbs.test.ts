import { expect } from "chai";
import fc from "fast-check";

import { CONTEXT_BITS, CONTEXT_LIMBS, contextLimbs, joinLimbs } from "../../../src/context/limbs.ts";
import { expectCode } from "../expect-code.ts";

const word = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}`;

describe("context limbs", () => {
  it("are the low 162 bits, 27 each, least significant first", () => {
    const value = (1n << 162n) | (6n << 135n) | (5n << 108n) | (4n << 81n) | (3n << 54n) | (2n << 27n) | 1n;
    expect(contextLimbs(word(value))).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(contextLimbs(word(2n ** 256n - 1n))).to.deep.equal(new Array(6).fill(2 ** 27 - 1));
    expect(contextLimbs(word(2n ** 162n))).to.deep.equal(new Array(6).fill(0));
  });

  it("join to the hash without its high bits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (hash) => {
        const limbs = contextLimbs(word(hash));
        expect(limbs).to.have.length(CONTEXT_LIMBS);
        expect(joinLimbs(limbs)).to.equal(hash % (1n << BigInt(CONTEXT_BITS)));
        expect(joinLimbs(limbs.map(BigInt))).to.equal(joinLimbs(limbs));
      }),
    );
  });

  it("refuse a wrong number, values beyond 27 bits, and other hashes than 32 bytes", () => {
    for (const limbs of [[], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7]]) {
      expectCode("EZKL_CONTEXT_ARGUMENT", () => joinLimbs(limbs));
    }
    for (const limb of [-1, 2 ** 27, 0.5, NaN, 2n ** 27n, -1n]) {
      const error = expectCode("EZKL_CONTEXT_ARGUMENT", () => joinLimbs([0, 0, limb, 0, 0, 0]));
      expect(error.where).to.equal("limbs[2]");
    }
    for (const hash of ["", "0x", "0x12", "11".repeat(32), `0x${"11".repeat(33)}`]) {
      expectCode("EZKL_CONTEXT_ARGUMENT", () => contextLimbs(hash));
    }
  });
});
