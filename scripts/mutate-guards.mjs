// Removes each guard in a copy of the repository and runs the tests that should notice: `npm run mutate [-- NAME_PART…]`.
// About ten minutes on two idle cores, hence no part of the checks: run it when a guard or its tests change.
// Exit code 1 when some guard can go without a test failing.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { capture } from "./bootstrap/processes.mjs";
import { MUTATIONS } from "./mutate-guards/mutations.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SKIPPED = new Set(["node_modules", ".git", "artifacts", "cache", "types", "dist", "coverage"]);
const HARDHAT = path.join("node_modules", "hardhat", "dist", "src", "cli.js");

/** Contracts and compiler as in the repository, without the plugin: no engine is needed here. */
const CONFIG = `import { createRequire } from "node:module";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
const path = createRequire(import.meta.url).resolve("solc/soljson.js");
const settings = { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" };
export default defineConfig({ plugins: [toolbox], solidity: { version: "0.8.30", path, settings }, paths: { tests: { mocha: "test" } } });
`;

const wanted = process.argv.slice(2);
const mutations = MUTATIONS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const copy = copyRepository();
process.once("exit", () => rmSync(copy, { recursive: true, force: true }));

// A test that fails anyway would notice everything.
const failing = await firstFailure([...new Set(mutations.flatMap(({ tests }) => tests))]);
if (failing !== undefined) throw new Error(`fails with every guard in place: ${failing}`);

let noticed = 0;
for (const mutation of mutations) {
  const failure = await failureWithout(mutation);
  if (failure !== undefined) noticed += 1;
  console.log(
    failure === undefined ? `UNNOTICED  ${mutation.name}` : `noticed    ${mutation.name}  (${failure})`,
  );
}
console.log(`${noticed} passed, ${mutations.length - noticed} failed`);
process.exitCode = noticed === mutations.length && noticed > 0 ? 0 : 1;

function copyRepository() {
  const folder = mkdtempSync(path.join(tmpdir(), "mutate-guards-"));
  cpSync(ROOT, folder, {
    recursive: true,
    filter: (source) => path.relative(ROOT, source) === "" || !SKIPPED.has(path.basename(source)),
  });
  writeFileSync(path.join(folder, "hardhat.config.ts"), CONFIG);
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/**
 * @param {import("./mutate-guards/mutations.mjs").Mutation} mutation
 * @returns {Promise<string | undefined>} The test that fails without the guard, if any.
 */
async function failureWithout({ file, guard, without, tests }) {
  const target = path.join(copy, file);
  const source = readFileSync(target, "utf8");
  if (source.split(guard).length !== 2)
    throw new Error(`${file}: the guard is not there exactly once:\n${guard}`);
  writeFileSync(
    target,
    source.replace(guard, () => without),
  );
  try {
    return await firstFailure(tests);
  } finally {
    writeFileSync(target, source);
  }
}

/**
 * @param {readonly string[]} tests
 * @returns {Promise<string | undefined>} The first failing test's name; undefined when all pass.
 * @throws {Error} The run came to no verdict: the contracts do not compile, for example.
 */
async function firstFailure(tests) {
  const { ok, stdout, output } = await capture(
    process.execPath,
    [HARDHAT, "test", "mocha", "--bail", ...tests],
    { cwd: copy },
  );
  if (ok) return undefined;
  if (!/\d+ failing/.test(stdout)) throw new Error(`the tests did not end:\n${output.slice(-4000)}`);
  return /^ +1\) (.*)$/m.exec(stdout)?.[1] ?? "a test";
}
