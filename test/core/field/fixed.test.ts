import { readFileSync } from "node:fs";

import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";

import { feltToLe } from "../../../src/field/felt.ts";
import { fixedToNumber, fixedToString, quantise } from "../../../src/field/fixed.ts";
import { signedToFelt } from "../../../src/field/signed.ts";
import { expectCode } from "../expect-code.ts";

const vectorSchema = z.object({
  rows: z.array(z.tuple([z.number(), z.number(), z.string(), z.string(), z.number()])).nonempty(),
});

describe("fixed point", () => {
  for (const version of ["21.0.0", "23.0.5"]) {
    it(`quantises and reads back as engine ${version} does`, () => {
      const path = new URL(`../../vectors/quantise-${version}.json`, import.meta.url);
      for (const [value, scale, felt, integer, float] of vectorSchema.parse(
        JSON.parse(readFileSync(path, "utf8")),
      ).rows) {
        const fixed = quantise(value, scale);
        expect(fixed.raw.toString(), `${value} at scale ${scale}`).to.equal(integer);
        expect(feltToLe(signedToFelt(fixed.raw))).to.equal(felt);
        // -0 and 0 are one element.
        expect(fixedToNumber(fixed) + 0, `${value} at scale ${scale}`).to.equal(float + 0);
      }
    });
  }

  it("is within half a unit of the number, and odd", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 20 }), (value, scale) => {
        const fixed = quantise(value, scale);
        expect(Math.abs(fixedToNumber(fixed) - value)).to.be.at.most(2 ** -(scale + 1));
        expect(quantise(-value, scale).raw).to.equal(-fixed.raw);
      }),
    );
  });

  it("writes every digit and nothing else", () => {
    expect(fixedToString({ raw: -3n, scale: 1 })).to.equal("-1.5");
    expect(fixedToString({ raw: 1n, scale: 13 })).to.equal("0.0001220703125");
    expect(fixedToString({ raw: -1n, scale: 20 })).to.equal("-0.00000095367431640625");
    expect(fixedToString({ raw: 0n, scale: 13 })).to.equal("0");
    expect(fixedToString({ raw: 8192n, scale: 13 })).to.equal("1");
    expect(fixedToString({ raw: -5n, scale: -2 })).to.equal("-20");
    expect(fixedToString({ raw: 2n ** 100n + 1n, scale: 1 })).to.equal("633825300114114700748351602688.5");
  });

  it("agrees with Number on what a double holds", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: -10, max: 60 }), (raw, scale) => {
        const fixed = { raw: BigInt(raw), scale };
        expect(Number(fixedToString(fixed))).to.equal(fixedToNumber(fixed));
      }),
    );
  });

  it("refuses what has no fixed-point form", () => {
    for (const value of [NaN, Infinity, -Infinity, 2 ** 127, -(2 ** 127), 1e40]) {
      expectCode("EZKL_FIXED_POINT", () => quantise(value, 0));
    }
    for (const scale of [0.5, NaN, 127, -127]) {
      expectCode("EZKL_FIXED_POINT", () => quantise(1, scale));
      expectCode("EZKL_FIXED_POINT", () => fixedToString({ raw: 1n, scale }));
    }
  });
});
