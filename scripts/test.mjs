// `npm test [-- FILE… | options of "hardhat test mocha"] [--shuffle SEED] [--unmeasured] [--limited]`: every test, its files side by side in a process more than there are cores, because some wait; the longest
// first as far as an earlier run knows them; then what each file took. `npm run test:all` does the same in full: every sample, seed and perturbation of which the
// tests take a part, the files `*.long.test.ts`, of which CI runs a quarter by commit, and those that run for minutes.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { passThrough } from "./bootstrap/processes.mjs";
import { ensureGeth } from "./clients/geth.mjs";
import { filesToRun, parseArguments } from "./test/files.mjs";
import { keepTimes, knownTimes, readTimes, tableOf, tooLong } from "./test/times.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HARDHAT = path.join(ROOT, "node_modules", "hardhat", "dist", "src", "cli.js");

const { all, unmeasured, limited, named, shuffle, rest } = parseArguments(process.argv.slice(2));
const noGeth = all ? await ensureGeth() : undefined;
if (noGeth !== undefined) console.error(`the tests on geth are skipped: ${noGeth}`);
const { EZKL_TEST_SHARE: share } = process.env;
const turn = share === undefined ? undefined : Number(share);
const files =
  named.length > 0 ? named : filesToRun(ROOT, { all, turn, unmeasured, known: knownTimes(ROOT), shuffle });
const folder = mkdtempSync(path.join(tmpdir(), "test-times-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const times = path.join(folder, "times.jsonl");
const env = {
  ...process.env,
  HARDHAT_EZKL_TEST_JOBS: process.env["HARDHAT_EZKL_TEST_JOBS"] ?? String(availableParallelism() + 1),
  HARDHAT_EZKL_TEST_TIMES: times,
  // Tests compare texts as they are where no terminal is. The configuration has the report coloured on one all the same.
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  ...(all && { HARDHAT_EZKL_TESTS: "all" }),
};
process.exitCode = await passThrough(process.execPath, [HARDHAT, "test", "mocha", ...rest, ...files], {
  cwd: ROOT,
  env,
});
const took = readTimes(times, ROOT);
if (named.length === 0 && !all && !unmeasured) keepTimes(ROOT, took);
console.log(tableOf(took));
if (limited) {
  // Over the last five minutes: about the run.
  const long = tooLong(took, { load: loadavg()[1] ?? 0, cores: availableParallelism() });
  for (const message of long) console.error(message);
  if (long.length > 0) process.exitCode ||= 1;
}
