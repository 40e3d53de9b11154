import { open, readFile, stat } from "node:fs/promises";

import { SrsDamagedError } from "../errors/pipeline.ts";
import { sha256File } from "../pipeline/files.ts";

import { ceremonyOf } from "./ceremonies.ts";
import { G2_BYTES, srsBytes, srsG2Offset } from "./format.ts";
import { negatedWords } from "./words.ts";

/** Where the digest of an SRS file is written when it is made or imported. */
export function digestBeside(path: string): string {
  return `${path}.sha256`;
}

/** @returns undefined when none is recorded */
export async function recordedDigest(path: string): Promise<string | undefined> {
  const text = (await readFile(digestBeside(path), "utf8").catch(() => "")).trim();
  return text === "" ? undefined : text;
}

/** The ceremony whose [tau]G2 an SRS file of the right length carries. That its other points go with it is another question. */
export async function ceremonyIn(path: string, k: number): Promise<string | undefined> {
  const bytes = Buffer.alloc(G2_BYTES);
  const handle = await open(path, "r");
  try {
    await handle.read(bytes, 0, G2_BYTES, srsG2Offset(k) + G2_BYTES);
  } finally {
    await handle.close();
  }
  return ceremonyOf(negatedWords(bytes));
}

/** @throws SrsDamagedError when a file for this k cannot have this length */
export async function checkLength(path: string, k: number, remedy: string): Promise<void> {
  const { size } = await stat(path);
  if (size !== srsBytes(k))
    throw new SrsDamagedError(path, `${size} bytes instead of ${srsBytes(k)} for k=${k}`, remedy);
}

/**
 * Hashes an SRS file and compares it with all that is recorded of it.
 * @throws SrsDamagedError
 */
export async function checkDigest(
  path: string,
  expected: readonly (string | undefined)[],
  remedy: string,
): Promise<string> {
  const sha256 = await sha256File(path);
  const other = expected.find((digest) => digest !== undefined && digest !== sha256);
  if (other === undefined) return sha256;
  const short = (digest: string): string => `${digest.slice(0, 16)}…`;
  throw new SrsDamagedError(path, `sha-256 ${short(sha256)} instead of ${short(other)}`, remedy);
}
