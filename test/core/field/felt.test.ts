import { expect } from "chai";
import fc from "fast-check";

import {
  feltBeToLe,
  feltFromBe,
  feltFromLe,
  feltLeToBe,
  feltToBe,
  feltToLe,
  parseFeltBe,
  parseFeltLe,
} from "../../../src/field/felt.ts";
import { R } from "../../../src/field/scalar.ts";
import { expectCode } from "../expect-code.ts";

const scalar = fc.bigInt({ min: 0n, max: R - 1n });

describe("felts", () => {
  it("has the byte orders that the engine writes", () => {
    // The same element as a proof instance and in pretty_public_inputs.
    const le = parseFeltLe("206a15642c8f0e6ff1cd75678f1a620d789b938ff575750f32cc35ad39d56f14");
    const be = parseFeltBe("0x146fd539ad35cc320f7575f58f939b780d621a8f6775cdf16f0e8f2c64156a20");
    expect(feltLeToBe(le)).to.equal(be);
    expect(feltBeToLe(be)).to.equal(le);
    expect(feltFromLe(le)).to.equal(BigInt(be));
  });

  it("round-trips every scalar in both orders", () => {
    fc.assert(
      fc.property(scalar, (x) => {
        expect(feltFromLe(feltToLe(x))).to.equal(x);
        expect(feltFromBe(feltToBe(x))).to.equal(x);
        expect(feltLeToBe(feltToLe(x))).to.equal(feltToBe(x));
      }),
    );
  });

  it("accepts r - 1 and refuses r, beyond r and negatives, naming the argument", () => {
    expect(feltFromBe(feltToBe(R - 1n))).to.equal(R - 1n);
    for (const value of [R, R + 1n, 2n ** 256n - 1n, -1n]) {
      expect(expectCode("EZKL_FELT_INVALID", () => feltToLe(value, "score")).where).to.equal("score");
      expectCode("EZKL_FELT_INVALID", () => feltToBe(value));
    }
    const r = R.toString(16).padStart(64, "0");
    expectCode("EZKL_FELT_INVALID", () => parseFeltBe(`0x${r}`));
    expectCode("EZKL_FELT_INVALID", () => parseFeltLe((r.match(/../g) ?? []).reverse().join("")));
  });

  it("refuses other spellings, so that one element has one text", () => {
    const digits = "00".repeat(31) + "0a";
    for (const text of [
      digits.slice(2),
      `${digits}00`,
      digits.toUpperCase(),
      `0x${digits}`,
      "",
      ` ${digits}`,
      `${digits}\n`,
    ]) {
      expectCode("EZKL_FELT_INVALID", () => parseFeltLe(text));
    }
    for (const text of [
      digits,
      `0X${digits}`,
      `0x${digits.slice(2)}`,
      `0x${digits.toUpperCase()}`,
      `0x${digits}\n`,
    ]) {
      expectCode("EZKL_FELT_INVALID", () => parseFeltBe(text));
    }
  });
});
