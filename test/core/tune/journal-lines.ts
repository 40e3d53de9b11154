import { join } from "node:path";

import type { Sandbox } from "../pipeline/sandbox.ts";

/** Where the search of a sandbox's model `tiny` has its journal. */
export const JOURNAL = join("cache", "ezkl", "tiny", "tuning.jsonl");

export interface Line {
  kind: string;
  key: string;
  value: unknown;
  /** Seconds of the budget that were spent. */
  spent: number;
}

export async function readLines(sandbox: Sandbox): Promise<Line[]> {
  const text = await sandbox.text(JOURNAL);
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

export async function writeLines(sandbox: Sandbox, lines: readonly Line[]): Promise<void> {
  await sandbox.put(JOURNAL, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}
