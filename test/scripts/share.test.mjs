import { expect } from "chai";

import { parseArguments, shareOfCommit } from "../../scripts/mutate-guards/share.mjs";

describe("share of the guards", () => {
  it("takes all guards when none is named", () => {
    expect(parseArguments(["Vault", "Index"])).to.deep.equal({
      share: { index: 0, of: 1 },
      parts: ["Vault", "Index"],
    });
  });

  it("reads a share wherever it stands", () => {
    expect(parseArguments(["Vault", "--share", "2/4"])).to.deep.equal({
      share: { index: 1, of: 4 },
      parts: ["Vault"],
    });
  });

  for (const text of ["0/4", "5/4", "1", "a/b", "1/0", undefined]) {
    it(`refuses ${text}`, () => {
      expect(() => parseArguments(["--share", ...(text === undefined ? [] : [text])])).to.throw("--share");
    });
  }

  it("gives every commit one of the shares, and each share its commits", () => {
    const shares = new Set(
      Array.from({ length: 64 }, (_, index) =>
        shareOfCommit(index.toString(16).padStart(8, "0").padEnd(40, "a"), 4),
      ),
    );
    expect([...shares].sort()).to.deep.equal(["1/4", "2/4", "3/4", "4/4"]);
    expect(shareOfCommit("", 4)).to.equal("1/4");
  });
});
