import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import { COMPILER } from "../../scripts/solc.ts";

/** Test files run side by side in several processes, and many compile the same sources. */
const FOLDER = new URL("../../cache/test-compilations/", import.meta.url);

/** What a compilation gave that this process, another one or an earlier run has made. @param input all that it depends on, beside the compiler and the project's settings */
export function readKept<T>(input: string): T | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(input), "utf8")) as T;
  } catch {
    return undefined;
  }
}

export function keep(input: string, output: unknown): void {
  mkdirSync(FOLDER, { recursive: true });
  const part = new URL(`${process.pid}.tmp`, FOLDER);
  writeFileSync(part, JSON.stringify(output));
  renameSync(part, fileOf(input));
}

function fileOf(input: string): URL {
  return new URL(`${createHash("sha256").update(COMPILER).update(input).digest("hex")}.json`, FOLDER);
}
