// `npm run coverage`: runs the contracts' own tests and fails when they leave a line of the library or of a sample unexecuted. Leaves the report of it in
// coverage/ and touches neither artifacts/ nor types/ (see coverage.config.ts).
import { readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { passThrough } from "../bootstrap/processes.mjs";
import { measuredFiles } from "../test/measured.mjs";
import { parseLcov, shortfalls } from "./lcov.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HARDHAT = "node_modules/hardhat/dist/src/cli.js";
const CONFIG = "scripts/check/coverage.config.ts";
const REPORT = "coverage/lcov.info";
const MEASURED = ["contracts/base", "contracts/libraries", "contracts/registry", "contracts/samples"];

// A report of an earlier run must not stand for one that this run fails to write.
await rm(REPORT, { force: true });
const args = [HARDHAT, "--config", CONFIG, "--coverage", "test", "mocha", ...measuredFiles(ROOT)];
const env = {
  ...process.env,
  HARDHAT_EZKL_TEST_JOBS: process.env["HARDHAT_EZKL_TEST_JOBS"] ?? String(availableParallelism()),
};
process.exitCode = await passThrough(process.execPath, args, { cwd: ROOT, env });
if (process.exitCode === 0) {
  const missing = shortfalls(parseLcov(await readFile(REPORT, "utf8")), MEASURED);
  for (const message of missing) console.error(message);
  if (missing.length > 0) process.exitCode = 1;
}
