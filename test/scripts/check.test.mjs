import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { missingOptionalPackages, platformOf, withPackages } from "../../scripts/check/optional-packages.mjs";
import { runChecks } from "../../scripts/check/run-checks.mjs";
import { tally, total } from "../../scripts/check/tally.mjs";

describe("checks", () => {
  describe("tally", () => {
    it("counts mocha's figures", () => {
      expect(tally("\n  12 passing (3s)\n  2 pending\n", 0)).to.deep.equal({ passed: 12, failed: 0 });
      expect(tally("\n  12 passing (3s)\n  2 failing\n\n  1) x\n", 2)).to.deep.equal({
        passed: 12,
        failed: 2,
      });
      expect(
        tally("\u001b[92m \u001b[0m\u001b[32m 3 passing\u001b[0m\u001b[90m (1s)\u001b[0m\n", 0).passed,
      ).to.equal(3);
    });

    it("counts the checks' closing line", () => {
      expect(tally("pass  lint (3 s)\n6 passed, 1 failed\n", 1)).to.deep.equal({ passed: 6, failed: 1 });
    });

    it("counts a run that failed without saying so", () => {
      expect(tally("Error HHE404", 1)).to.deep.equal({ passed: 0, failed: 1 });
      expect(tally("  5 passing (1s)\n", 1)).to.deep.equal({ passed: 5, failed: 1 });
    });

    it("adds up", () => {
      expect(
        total([
          { passed: 5, failed: 0 },
          { passed: 6, failed: 1 },
        ]),
      ).to.deep.equal({ passed: 11, failed: 1 });
    });
  });

  describe("run", () => {
    /** @param {string} script */
    const node = (script) => ["node", "-e", script];

    it("prints a line for each, the output of the failed ones, and the closing line", async () => {
      /** @type {string[]} */
      const lines = [];
      const code = await runChecks(
        [
          { name: "good", commands: [node("console.log('quiet')")] },
          {
            name: "bad",
            commands: [
              node("console.log('why it failed'); process.exit(3)"),
              node("console.log('not run'); process.exit(4)"),
            ],
          },
        ],
        (line) => lines.push(line),
      );
      expect(code).to.equal(1);
      expect(lines[0]).to.match(/^pass {2}good \(\d+\.\d s\)$/);
      expect(lines[1]).to.match(/^FAIL {2}bad \(\d+\.\d s\)$/);
      expect(lines.slice(2)).to.deep.equal(["why it failed", "1 passed, 1 failed"]);
    });

    it("runs as many at once as it may, and tells them in their order", async () => {
      /** @type {string[]} */
      const lines = [];
      const folder = mkdtempSync(path.join(tmpdir(), "checks-"));
      const file = JSON.stringify(path.join(folder, "second"));
      const waits = `const { existsSync } = require("node:fs"); setInterval(() => existsSync(${file}) && process.exit(), 5)`;
      const code = await runChecks(
        [
          { name: "waits for the second", commands: [node(waits)] },
          { name: "second", commands: [node(`require("node:fs").writeFileSync(${file}, "")`)] },
        ],
        (line) => lines.push(line.replace(/ \(.*/, "")),
        2,
      );
      rmSync(folder, { recursive: true });
      expect(code).to.equal(0);
      expect(lines).to.deep.equal(["pass  waits for the second", "pass  second", "2 passed, 0 failed"]);
    });

    it("has nothing run beside what comes first", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "checks-"));
      const file = JSON.stringify(path.join(folder, "generated"));
      const generates = `setTimeout(() => require("node:fs").writeFileSync(${file}, ""), 100)`;
      const code = await runChecks(
        [
          { name: "reads", commands: [node(`require("node:fs").readFileSync(${file})`)] },
          { name: "generates", first: true, commands: [node(generates)] },
        ],
        () => undefined,
        2,
      );
      rmSync(folder, { recursive: true });
      expect(code).to.equal(0);
    });

    it("ends with zero when all pass", async () => {
      expect(await runChecks([{ name: "good", commands: [node("")] }], () => undefined)).to.equal(0);
    });
  });

  describe("lockfile", () => {
    const lock = {
      packages: {
        "": { version: "1.0.0" },
        "node_modules/edr": {
          version: "1.2.3",
          optionalDependencies: {
            "@s/edr-darwin-arm64": "1.2.3",
            "@s/edr-linux-x64-gnu": "1.2.3",
            fsevents: "^2.0.0",
          },
        },
        "node_modules/edr/node_modules/@s/edr-linux-x64-gnu": { version: "1.2.3" },
        "node_modules/zod": { version: "3.0.0" },
      },
    };

    it("misses the binaries that no entry provides", () => {
      expect(missingOptionalPackages(lock)).to.deep.equal([
        { name: "@s/edr-darwin-arm64", version: "1.2.3", dev: false },
      ]);
    });

    it("is complete once they are added, and in npm's order", () => {
      const complete = withPackages(lock, missingOptionalPackages(lock));
      expect(missingOptionalPackages(complete)).to.deep.equal([]);
      expect(Object.keys(complete.packages)[1]).to.equal("node_modules/@s/edr-darwin-arm64");
      expect(complete.packages["node_modules/@s/edr-darwin-arm64"]).to.deep.equal({
        version: "1.2.3",
        os: ["darwin"],
        cpu: ["arm64"],
        optional: true,
      });
    });

    it("reads a platform from a name", () => {
      expect(platformOf("@s/a-linux-arm64-musl")).to.deep.equal({
        os: ["linux"],
        cpu: ["arm64"],
        libc: ["musl"],
      });
      expect(platformOf("@s/a-linux-x64-gnu")).to.deep.equal({
        os: ["linux"],
        cpu: ["x64"],
        libc: ["glibc"],
      });
      expect(platformOf("@s/a-linux-arm-gnueabihf")).to.deep.equal({
        os: ["linux"],
        cpu: ["arm"],
        libc: ["glibc"],
      });
      expect(platformOf("@s/a-win32-x64-msvc")).to.deep.equal({ os: ["win32"], cpu: ["x64"] });
      expect(platformOf("plain")).to.deep.equal({});
    });
  });
});
