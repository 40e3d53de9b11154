import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { MUTATIONS, type Mutation } from "./mutate-guards/mutations.ts";

/**
 * Removes each guard in a copy of the repository and runs the tests that should notice: `node scripts/mutate-guards.ts [name part…]`.
 * Takes minutes, so it is run by hand when a guard or its tests change. Exit code 1 when some guard can go without a test failing.
 */
const ROOT = join(import.meta.dirname, "..");
const SKIPPED = new Set(["node_modules", ".git", "artifacts", "cache", "types", "dist", "coverage"]);

/** Contracts and compiler as in the repository, without the plugin: no engine is needed here. */
const CONFIG = `import { createRequire } from "node:module";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";
const path = createRequire(import.meta.url).resolve("solc/soljson.js");
const settings = { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" };
export default defineConfig({ plugins: [toolbox], solidity: { version: "0.8.30", path, settings }, paths: { tests: { mocha: "test" } } });
`;

function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "mutate-guards-"));
  cpSync(ROOT, copy, { recursive: true, filter: (path) => path === ROOT || !SKIPPED.has(basename(path)) });
  writeFileSync(join(copy, "hardhat.config.ts"), CONFIG);
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** The first failing test's name, or undefined when all pass. */
function runTests(copy: string, tests: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join("node_modules", "hardhat", "dist", "src", "cli.js"), "test", "mocha", ...tests],
    { cwd: copy, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  if (status === 0) return undefined;
  if (!/\d+ failing/.test(stdout)) throw new Error(`the tests did not run:\n${stdout.slice(-2000)}`);
  return /^ +1\) (.*)$/m.exec(stdout)?.[1] ?? "a test";
}

function mutate(copy: string, { file, guard, without, tests }: Mutation): string | undefined {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (source.split(guard).length !== 2)
    throw new Error(`${file}: the guard is not there exactly once:\n${guard}`);
  writeFileSync(
    path,
    source.replace(guard, () => without),
  );
  try {
    return runTests(copy, tests);
  } finally {
    writeFileSync(path, source);
  }
}

const wanted = process.argv.slice(2);
const copy = copyRepository();
let [noticed, unnoticed] = [0, 0];
try {
  for (const mutation of MUTATIONS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )) {
    const failure = mutate(copy, mutation);
    if (failure === undefined) unnoticed++;
    else noticed++;
    console.log(
      `${failure === undefined ? "UNNOTICED" : "noticed  "}  ${mutation.name}${failure === undefined ? "" : `  (${failure})`}`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${noticed} passed, ${unnoticed} failed`);
process.exitCode = unnoticed === 0 && noticed > 0 ? 0 : 1;
