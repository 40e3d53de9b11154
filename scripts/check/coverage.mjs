// Fails when the contracts' own tests leave a line of the library or of a sample unexecuted. Leaves the report of it in
// coverage/ and touches neither artifacts/ nor types/ (see coverage.config.ts).
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

import { capture } from "../bootstrap/processes.mjs";
import { parseLcov, shortfalls } from "./lcov.mjs";

const HARDHAT = "node_modules/hardhat/dist/src/cli.js";
const CONFIG = "scripts/check/coverage.config.ts";
const REPORT = "coverage/lcov.info";
const TESTS = ["test/contracts", "test/samples"];
/** Minutes of calls to generated verifiers and to contracts that are compiled apart, of which no line is measured. */
const LEFT_OUT = ["verifier-layout.test.ts", "verifier-tamper.test.ts", "gas.test.ts"];
const MEASURED = ["contracts/base", "contracts/libraries", "contracts/registry", "contracts/samples"];

const tests = (await Promise.all(TESTS.map(testFiles))).flat();
// A report of an earlier run must not stand for one that this run fails to write.
await rm(REPORT, { force: true });
const args = [HARDHAT, "--config", CONFIG, "--coverage", "test", "mocha", ...tests];
const { ok, output } = await capture(process.execPath, args);
const missing = ok ? shortfalls(parseLcov(await readFile(REPORT, "utf8")), MEASURED) : [];
if (!ok) console.error(output);
for (const message of missing) console.error(message);
if (!ok || missing.length > 0) process.exitCode = 1;

/**
 * Of a sample with a folder of its own only the tests in its folder `contract`: the others are about models and tasks. The registry's tests have a
 * folder among the library's.
 * @param {string} folder
 */
async function testFiles(folder) {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".test.ts") && !LEFT_OUT.includes(path.basename(name)))
    .filter((name) => [".", "contract", "model-registry"].includes(path.basename(path.dirname(name))))
    .sort()
    .map((name) => path.join(folder, name));
}
