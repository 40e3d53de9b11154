// Compiles what is published into dist/ and puts the files beside it that are no TypeScript, such as the engine's worker.
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

import { passThrough } from "./bootstrap/processes.mjs";

const SOURCES = ["src", "tasks"];
const OUTPUT = "dist";

await rm(OUTPUT, { recursive: true, force: true });
const status = await passThrough(
  process.execPath,
  ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
  {},
);
if (status === 0) await Promise.all(SOURCES.map(copyAssets));
process.exitCode = status;

/** @param {string} folder */
async function copyAssets(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const source = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "__pycache__") await copyAssets(source);
    if (!entry.isFile() || /\.(m?ts|md)$/.test(entry.name)) continue;
    const target = path.join(OUTPUT, source);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(source, target);
  }
}
