import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { lintSources } from "./lint-sources.ts";

const SAMPLES = "contracts/samples";

describe("linter of this repository's samples", function () {
  this.timeout(60_000);

  it("finds nothing", () => {
    const paths = readdirSync(SAMPLES, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".sol"))
      .map((path) => join(SAMPLES, path));
    expect(paths.length).to.be.greaterThan(20);
    const sources = Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
    expect(lintSources(sources)).to.deep.equal([]);
  });
});
