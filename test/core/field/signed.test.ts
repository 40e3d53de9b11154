import { expect } from "chai";
import fc from "fast-check";

import { R } from "../../../src/field/scalar.ts";
import { feltToSigned, SIGNED_LIMIT, signedToFelt } from "../../../src/field/signed.ts";
import { expectCode } from "../expect-code.ts";

describe("signed field elements", () => {
  it("reads 0, one, minus one and the bounds", () => {
    expect(feltToSigned(0n)).to.equal(0n);
    expect(feltToSigned(1n)).to.equal(1n);
    expect(feltToSigned(R - 1n)).to.equal(-1n);
    expect(feltToSigned(SIGNED_LIMIT - 1n)).to.equal(SIGNED_LIMIT - 1n);
    expect(feltToSigned(R - SIGNED_LIMIT + 1n)).to.equal(1n - SIGNED_LIMIT);
  });

  it("refuses the first element beyond each bound and the middle of the field", () => {
    for (const felt of [SIGNED_LIMIT, R - SIGNED_LIMIT, R / 2n, R / 2n + 1n]) {
      expect(expectCode("EZKL_SIGNED_OUT_OF_RANGE", () => feltToSigned(felt, "price")).where).to.equal(
        "price",
      );
    }
    for (const felt of [R, R + 1n, -1n, 2n ** 256n - 1n])
      expectCode("EZKL_FELT_INVALID", () => feltToSigned(felt));
    for (const value of [SIGNED_LIMIT, -SIGNED_LIMIT])
      expectCode("EZKL_SIGNED_OUT_OF_RANGE", () => signedToFelt(value));
  });

  it("is undone by its inverse", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n - SIGNED_LIMIT, max: SIGNED_LIMIT - 1n }), (value) => {
        expect(feltToSigned(signedToFelt(value))).to.equal(value);
      }),
    );
  });
});
