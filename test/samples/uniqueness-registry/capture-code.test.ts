import { expect } from "chai";
import fc from "fast-check";

import { CHUNKS, CODE_BITS, codeOf, hammingDistance } from "../../../models/biometric-code/code.ts";
import { CodeRangeError } from "../../../models/biometric-code/errors.ts";

const chunk = fc.bigInt(0n, 0xffffn);
const chunks = fc.array(chunk, { minLength: CHUNKS, maxLength: CHUNKS });
const code = fc.bigInt(0n, (1n << BigInt(CODE_BITS)) - 1n);

describe("codes", () => {
  it("have chunk 0 in the highest bits", () => {
    expect(codeOf([1n, 0n, 0n, 0n, 0n, 0n, 0n, 2n])).to.equal((1n << 112n) + 2n);
    fc.assert(
      fc.property(chunks, (parts) => {
        const hex = parts.map((part) => part.toString(16).padStart(4, "0")).join("");
        expect(codeOf(parts)).to.equal(BigInt(`0x${hex}`));
      }),
    );
  });

  it("are refused with other than eight chunks of 16 bits", () => {
    for (const bad of [[], Array<bigint>(7).fill(0n), Array<bigint>(9).fill(0n)])
      expect(() => codeOf(bad)).to.throw(CodeRangeError, "chunks");
    expect(() => codeOf([0n, 0n, 0x1_0000n, 0n, 0n, 0n, 0n, 0n])).to.throw(CodeRangeError, "chunk 2");
    expect(() => codeOf([-1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n])).to.throw(CodeRangeError, "chunk 0");
  });

  it("are as far apart as bits differ", () => {
    fc.assert(
      fc.property(code, fc.uniqueArray(fc.nat(CODE_BITS - 1)), (first, bits) => {
        const second = bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), first);
        expect(hammingDistance(first, second)).to.equal(bits.length);
        expect(hammingDistance(second, first)).to.equal(bits.length);
      }),
    );
  });

  it("are not compared outside 128 bits", () => {
    for (const bad of [-1n, 1n << 128n]) {
      expect(() => hammingDistance(bad, 0n)).to.throw(CodeRangeError);
      expect(() => hammingDistance(0n, bad)).to.throw(CodeRangeError);
    }
  });
});
