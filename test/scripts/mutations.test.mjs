import { readFileSync } from "node:fs";

import { expect } from "chai";

import { MUTATIONS, withoutGuard } from "../../scripts/mutate-guards/mutations.mjs";

describe("the guards that are removed by name", () => {
  it("are each there exactly once, so that the nightly run has something to remove", () => {
    for (const mutation of MUTATIONS) {
      const source = readFileSync(new URL(`../../${mutation.file}`, import.meta.url), "utf8");
      expect(withoutGuard(source, mutation), mutation.name).to.not.equal(source);
    }
  });

  it("are refused where the text is gone, or stands there twice", () => {
    const mutation = /** @type {import("../../scripts/mutate-guards/mutations.mjs").Mutation} */ (
      MUTATIONS[0]
    );
    expect(() => withoutGuard("", mutation)).to.throw("exactly once");
    expect(() => withoutGuard(mutation.guard.repeat(2), mutation)).to.throw("exactly once");
  });
});
