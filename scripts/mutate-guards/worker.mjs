import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { capture } from "../bootstrap/processes.mjs";
import { withoutGuard } from "./mutations.mjs";

const SKIPPED = new Set(["node_modules", ".git", "artifacts", "cache", "types", "dist", "coverage"]);
const HARDHAT = path.join("node_modules", "hardhat", "dist", "src", "cli.js");

/**
 * Contracts and compiler as in the repository, without the plugin: no engine is needed here. Nothing is optimised, which halves the time and makes
 * contracts larger than a chain would take.
 */
const CONFIG = `import { createRequire } from "node:module";
import ethers from "@nomicfoundation/hardhat-ethers";
import matchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import mocha from "@nomicfoundation/hardhat-mocha";
import helpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
export default defineConfig({
  plugins: [ethers, matchers, mocha, helpers],
  solidity: {
    version: "0.8.30",
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    settings: { evmVersion: "cancun" },
    npmFilesToBuild: ["@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol"],
  },
  networks: { default: { type: "edr-simulated", allowUnlimitedContractSize: true } },
  paths: { tests: { mocha: "test" } },
});
`;

/** A copy of the repository with the contracts of the library and of at most one sample. */
export class Worker {
  /**
   * @param {string} root The repository.
   * @param {string} folder Where the copy goes.
   * @param {string} sample
   */
  constructor(root, folder, sample) {
    this.folder = folder;
    cpSync(root, folder, {
      recursive: true,
      filter: (source) => wanted(path.relative(root, source), sample),
    });
    for (const mock of readdirSync(path.join(folder, "contracts", "mocks"))) {
      const file = path.join(folder, "contracts", "mocks", mock);
      const other = /"\.\.\/samples\/([\w-]+)\//.exec(readFileSync(file, "utf8"))?.[1] ?? sample;
      if (other !== sample) rmSync(file);
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "hardhat.config.ts"), CONFIG);
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  }

  /**
   * @param {import("./mutations.mjs").Mutation} mutation
   * @returns {Promise<string | undefined>} The test that fails without the guard, if any.
   */
  async failureWithout(mutation) {
    const target = path.join(this.folder, mutation.file);
    const source = readFileSync(target, "utf8");
    writeFileSync(target, withoutGuard(source, mutation));
    try {
      return await this.firstFailure(mutation.tests);
    } finally {
      writeFileSync(target, source);
    }
  }

  /**
   * @param {readonly string[]} tests
   * @returns {Promise<string | undefined>} The first failing test's name; undefined when all pass.
   * @throws {Error} The run came to no verdict: the contracts do not compile, for example.
   */
  async firstFailure(tests) {
    const args = [HARDHAT, "test", "mocha", "--bail", ...tests];
    const { ok, stdout, output } = await capture(process.execPath, args, { cwd: this.folder });
    if (ok) return undefined;
    // Not the summary at the end: a failing test may leave a promise behind whose rejection ends the run.
    const failure = /^ +1\) (.*)$/m.exec(stdout)?.[1];
    if (failure === undefined) throw new Error(`the tests did not end:\n${output.slice(-4000)}`);
    return failure;
  }
}

/**
 * @param {string} file From the root.
 * @param {string} sample
 */
function wanted(file, sample) {
  if (SKIPPED.has(file)) return false;
  const [top, folder, name, ...rest] = file.split(path.sep);
  if (top !== "contracts") return true;
  // No test takes a generated verifier from the artifacts.
  if (folder === "generated") return !(rest[0] ?? "").endsWith("Verifier.sol");
  return folder !== "samples" || name === undefined || name === sample;
}
