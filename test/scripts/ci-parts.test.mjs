import { readFileSync } from "node:fs";

import { expect } from "chai";

import { COMMANDS } from "../../scripts/bootstrap/commands.mjs";
import { partsOf } from "../../scripts/ci/parts.mjs";

/** @param {string} file From the root. */
const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

describe("the parts of CI", () => {
  const parts = partsOf("1/8");

  it("are scripts of this package", () => {
    const { scripts } = /** @type {{ scripts: Record<string, string> }} */ (JSON.parse(read("package.json")));
    for (const { script } of Object.values(parts)) {
      expect(scripts).to.have.property(script);
      expect(COMMANDS).to.have.property(script);
    }
  });

  it("are all jobs of the workflow, and there are no others", () => {
    const [, list = ""] = /^ +part: \[(.*)\]$/m.exec(read(".github/workflows/ci.yml")) ?? [];
    expect(list.split(", ")).to.have.members(Object.keys(parts));
    expect(read(".github/workflows/ci.yml")).to.contain("run: bash .ci/run ${{ matrix.part }}");
  });

  it("leave no test to nobody, and run none twice", () => {
    expect(parts["test"]?.args).to.include("--unmeasured");
    expect(parts).to.have.property("coverage");
  });
});
