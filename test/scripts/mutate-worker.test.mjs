import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { Contracts } from "../../scripts/mutate-guards/contracts.mjs";
import { Worker } from "../../scripts/mutate-guards/worker.mjs";

const PACKAGES = fileURLToPath(new URL("../../node_modules", import.meta.url));
const CONTRACT = "contracts/Guarded.sol";
const SOURCE = "src/guarded.ts";
/** The test of a contract looks for the guard's number in the code, so that no chain is needed. */
const FILES = {
  [CONTRACT]: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Guarded {
    error TooLarge(uint256 value);

    function check(uint256 value) external pure {
        require(value < 0xdeadbeef, TooLarge(value));
    }
}
`,
  [SOURCE]: "export const check = (value: number): boolean => value < 7;\n",
  "test/contract.test.ts": `import { readFileSync } from "node:fs";
const artifact = () => readFileSync("artifacts/contracts/Guarded.sol/Guarded.json", "utf8");
let runs = 0;
it("passes", () => {});
it("is guarded", () => { if (!artifact().includes("deadbeef")) throw new Error("Guarded"); });
it("passes once", () => { if (++runs > 1) throw new Error("not the first run"); });
it("keeps its errors", () => { if (!artifact().includes("TooLarge")) throw new Error("ABI"); });
`,
  "test/blind.test.ts": 'it("is blind", () => "Guarded");\n',
  "test/source.test.ts": `import { check } from "../src/guarded.ts";
it("checks", () => { if (check(8)) throw new Error("unchecked"); });
`,
  "test/broken.test.ts": 'it("is broken", () => { throw new Error("always"); });\n',
  "test/dying.test.ts": 'it("dies", () => process.exit(3));\n',
};

describe("a worker that removes guards", function () {
  this.timeout(60_000);
  /** @type {string} */
  let folder;
  /** @type {Worker} */
  let worker;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "mutate-worker-"));
    const root = path.join(folder, "root");
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    writeFileSync(path.join(root, "package.json"), '{ "type": "module" }');
    symlinkSync(PACKAGES, path.join(root, "node_modules"));
    worker = new Worker(root, path.join(folder, "copy"), new Contracts(root));
    worker.prepare(await worker.compile({ [CONTRACT]: ["Guarded"] }));
  });
  after(async () => {
    await worker.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * @param {readonly string[]} tests
   * @param {Partial<import("../../scripts/mutate-guards/mutations.mjs").Mutation>} [mutation]
   */
  const without = (tests, mutation) =>
    worker.failureWithout({
      ...{ name: "the guard", file: CONTRACT, guard: "0xdeadbeef", without: "type(uint256).max", sample: "" },
      ...{ tests: tests.map((name) => `test/${name}.test.ts`), ...mutation },
    });
  const inSource = { file: SOURCE, guard: "value < 7", without: "true" };

  it("tells which test fails without a contract's guard", async () => {
    expect(await without(["contract"])).to.equal("is guarded");
    expect(await without(["blind", "contract"])).to.equal("is guarded");
  });

  it("does it again in the same process, and puts the guard back each time", async () => {
    expect(await without(["contract"], { errors: ["Guarded"] })).to.equal("is guarded");
    expect(readFileSync(path.join(folder, "copy", CONTRACT), "utf8")).to.equal(FILES[CONTRACT]);
  });

  it("tells that no test does", async () => {
    expect(await without(["blind"])).to.equal(undefined);
  });

  it("counts nothing that fails for what an earlier run left behind", async () => {
    const harmless = { guard: "value < 0xdeadbeef", without: "value <= 0xdeadbeef" };
    expect(await without(["contract"], harmless)).to.equal(undefined);
  });

  it("keeps the ABI, so that an error that is thrown no more is still known to the tests", async () => {
    const all = {
      guard: "require(value < 0xdeadbeef, TooLarge(value));",
      without: "require(value < 0xdeadbeef);",
    };
    expect(await without(["contract"], all)).to.equal(undefined);
  });

  it("tells which test fails without a guard in TypeScript", async () => {
    expect(await without(["source"], inSource)).to.equal("checks");
    expect(await without(["blind"], inSource)).to.equal(undefined);
  });

  it("comes to no verdict when the contracts do not compile", async () => {
    const error = await without(["contract"], { without: "nothing" }).catch(String);
    expect(error).to.include("the contracts do not compile").and.include("nothing");
    expect(readFileSync(path.join(folder, "copy", CONTRACT), "utf8")).to.equal(FILES[CONTRACT]);
  });

  it("comes to no verdict when a test fails in any case", async () => {
    expect(await without(["broken"]).catch(String)).to.include("fails with every guard in place: is broken");
  });

  it("comes to no verdict when the tests do not end, or when there are none", async () => {
    expect(await without(["dying"]).catch(String)).to.include("the tests did not end");
    expect(await without([]).catch(String)).to.include("no test ran");
  });
});
