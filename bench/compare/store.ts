import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { sha256, writeFileAtomic } from "../../src/pipeline/files.ts";

import { rowSchema, type Row } from "./row.ts";

/** Raised when rows come to mean something else. */
const ROW_VERSION = 1;

/** What a row depends on besides the model. */
export interface Conditions {
  /** Digest of the code that searches, measures and renders. */
  code: string;
  runs: number;
  budgetSeconds: number;
  maxSeconds: number;
  threads: number;
  cpu: string;
}

/** @param subject from `fingerprintOf` */
export function rowKey(subject: readonly string[], conditions: Conditions): string {
  const { code, runs, budgetSeconds, maxSeconds, threads, cpu } = conditions;
  return sha256(
    JSON.stringify([ROW_VERSION, subject, code, runs, budgetSeconds, maxSeconds, threads, cpu]),
  ).slice(0, 32);
}

/** A finished row; undefined when there is none, or one that an older program wrote. */
export async function readRow(folder: string, key: string): Promise<Row | undefined> {
  const text = await readFile(fileOf(folder, key), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const row = rowSchema.safeParse(JSON.parse(text));
  return row.success ? row.data : undefined;
}

export async function writeRow(folder: string, row: Row): Promise<void> {
  await writeFileAtomic(fileOf(folder, row.key), `${JSON.stringify(row)}\n`);
}

/** Digest of every source file below the given files and folders, by name and content. */
export async function codeDigest(places: readonly string[]): Promise<string> {
  const digests: string[] = [];
  for (const place of places) {
    const files = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => undefined);
    const paths = files
      ?.filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)) ?? [place];
    for (const path of paths.filter((each) => /\.(ts|py)$/.test(each)).sort())
      digests.push(path.slice(place.length), sha256(await readFile(path)));
  }
  return sha256(JSON.stringify(digests));
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${key}.json`);
}
