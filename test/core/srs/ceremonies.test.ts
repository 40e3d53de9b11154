import { expect } from "chai";

import { CEREMONIES, ceremonyOf } from "../../../src/srs/ceremonies.ts";

const FIELD = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

describe("ceremonyOf", () => {
  for (const { name, negG2 } of CEREMONIES) {
    it(`recognises ${name}, in upper case too`, () => {
      expect(ceremonyOf(negG2)).to.equal(name);
      expect(ceremonyOf(negG2.map((word) => `0x${word.slice(2).toUpperCase()}`))).to.equal(name);
    });

    for (let word = 0; word < 4; word++) {
      it(`does not take another point for ${name}: word ${word} is off by one`, () => {
        const other = negG2.map((text, index) =>
          index === word ? `0x${(BigInt(text) ^ 1n).toString(16).padStart(64, "0")}` : text,
        );
        expect(ceremonyOf(other)).to.equal(undefined);
      });
    }

    it(`does not take the point of the other sign for ${name}`, () => {
      const negated = negG2.map((text, index) =>
        index < 2 ? text : `0x${(FIELD - BigInt(text)).toString(16).padStart(64, "0")}`,
      );
      expect(ceremonyOf(negated)).to.equal(undefined);
    });

    it(`does not take too few or too many words for ${name}`, () => {
      expect(ceremonyOf(negG2.slice(0, 3))).to.equal(undefined);
      expect(ceremonyOf([...negG2, negG2[0]])).to.equal(undefined);
    });
  }

  it("knows no ceremony of nothing", () => {
    expect(ceremonyOf([])).to.equal(undefined);
  });
});
