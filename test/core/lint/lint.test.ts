import { expect } from "chai";
import { id } from "ethers";

import { LINT_RULES } from "../../../src/lint/catalogue.ts";
import type { LintFinding } from "../../../src/lint/lint.ts";
import { VERIFY_SELECTOR } from "../../../src/lint/program.ts";
import { EXAMPLES, sourceOf } from "./examples.ts";
import { lintSources } from "./lint-sources.ts";

describe("linter of consumers", function () {
  this.timeout(60_000);
  const fileOf = (index: number): string => `example-${index}.sol`;
  let findings: LintFinding[];

  before(() => {
    const sources = Object.fromEntries(EXAMPLES.map((example, index) => [fileOf(index), sourceOf(example)]));
    findings = lintSources(sources);
  });

  for (const [index, { name, finds }] of EXAMPLES.entries()) {
    it(`${finds.length === 0 ? "clean" : finds.join(", ")}: ${name}`, () => {
      const found = findings.filter(({ file }) => file === fileOf(index));
      expect(found.map(({ rule }) => rule)).to.deep.equal([...finds]);
    });
  }

  it("finds nothing in the base and the libraries", () => {
    expect(findings.filter(({ file }) => !file.startsWith("example-"))).to.deep.equal([]);
  });

  it("says where", () => {
    const index = EXAMPLES.findIndex(({ name }) => name === "binds nothing");
    const finding = findings.find(({ file }) => file === fileOf(index));
    const lines = sourceOf(EXAMPLES[index]!).split("\n");
    expect(finding).to.include({ contract: "C", function: "f" });
    expect(lines[(finding?.line ?? 0) - 1]).to.contain("verifyProof");
  });

  it("has a bad example for each rule, and knows verifyProof by its selector", () => {
    expect([...new Set(EXAMPLES.flatMap(({ finds }) => finds))].sort()).to.deep.equal(
      Object.keys(LINT_RULES).sort(),
    );
    expect(id("verifyProof(bytes,uint256[])").slice(2, 10)).to.equal(VERIFY_SELECTOR);
  });
});
