import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import { PtauUnpublishedError, SrsInvalidError, SrsSizeError, SrsUnknownError } from "../errors/srs.ts";
import {
  asDiskFull,
  readRequired,
  isFile,
  removeTemporaries,
  sha256File,
  temporaryBeside,
} from "../pipeline/files.ts";
import { withLock } from "../pipeline/lock.ts";

import { adoptSrs } from "./adopt.ts";
import { checkSrs, type CheckProgress } from "./check.ts";
import { convertPtau } from "./convert.ts";
import { HIGHEST_K, LOWEST_K, srsBytes, srsFileName } from "./format.ts";
import { ceremonyIn } from "./open.ts";
import { srsFolders, type SrsPlaces } from "./places.ts";
import { publishedDigest, isPublishedPtau } from "./published.ts";
import { withPtau } from "./ptau.ts";

/** One SRS that an import has put in its place. */
export interface ImportedSrs {
  ceremony: string;
  k: number;
  path: string;
  sha256: string;
}

export interface ImportOptions {
  /** Of a `.ptau`, only the SRS for circuits of 2^k rows; otherwise every size that it has. */
  k?: number | undefined;
  /** Into the project's SRS folder, to be committed, instead of the user's cache. */
  intoProject?: boolean;
  onCheck?: (k: number, share: number) => void;
}

/**
 * Imports a ceremony's file: a prepared snarkjs `.ptau`, whose blake2b-512 must be a published one, or an SRS in the engine's format,
 * whose sha-256 is a published one or whose points are checked (see `checkSrs`). A converted `.ptau` is checked like that too. Nothing
 * gets its name before that, and nothing is left of what is refused.
 * @throws the errors of errors/srs.ts
 */
export async function importSrs(
  places: SrsPlaces,
  file: string,
  options: ImportOptions = {},
): Promise<ImportedSrs[]> {
  if (!(await isFile(file))) await readRequired(file, "the file to import");
  return (await isPtau(file))
    ? importPtau(places, file, options)
    : [await importOwnFormat(places, file, options)];
}

async function isPtau(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString("latin1") === "ptau";
  } finally {
    await handle.close();
  }
}

async function importPtau(places: SrsPlaces, file: string, options: ImportOptions): Promise<ImportedSrs[]> {
  return withPtau(file, async (ptau) => {
    const blake2b = await blake2bOf(file);
    if (!isPublishedPtau(blake2b)) throw new PtauUnpublishedError(file, blake2b);
    const highest = Math.min(ptau.power, HIGHEST_K);
    const sizes = options.k === undefined ? range(LOWEST_K, highest) : [options.k];
    if (sizes.some((k) => k < LOWEST_K || k > highest))
      throw new SrsSizeError(String(options.k), LOWEST_K, highest);
    const imported: ImportedSrs[] = [];
    for (const k of sizes)
      imported.push(
        await place(places, "hermez", k, options, async (temporary) => {
          await convertPtau(ptau, k, temporary);
          await requireSetup(temporary, k, file, "hermez", options);
        }),
      );
    return imported;
  });
}

async function importOwnFormat(
  places: SrsPlaces,
  file: string,
  options: ImportOptions,
): Promise<ImportedSrs> {
  const k = await sizeOf(file);
  if (options.k !== undefined && options.k !== k)
    throw new SrsInvalidError(
      file,
      `it is for k=${k}, not ${options.k}`,
      "leave --k out: only a .ptau is cut",
    );
  const ceremony = await ceremonyIn(file, k);
  if (ceremony === undefined) throw new SrsUnknownError(file);
  return place(places, ceremony, k, options, async (temporary) => {
    await copyFile(file, temporary);
    await requireSetup(temporary, k, file, ceremony, options);
  });
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file);
  const header = Buffer.alloc(4);
  const handle = await open(file, "r");
  try {
    await handle.read(header, 0, 4, 0);
  } finally {
    await handle.close();
  }
  const k = header.readUInt32LE(0);
  if (k < 1 || k > HIGHEST_K)
    throw new SrsInvalidError(file, "it is neither a .ptau file nor an SRS of the engine's format");
  if (size !== srsBytes(k))
    throw new SrsInvalidError(file, `${size} bytes instead of ${srsBytes(k)} for k=${k}`);
  return k;
}

/** What is about to get its name is what its [tau]G2 says: by its published hash, or by its points. */
async function requireSetup(
  temporary: string,
  k: number,
  file: string,
  ceremony: string,
  { onCheck }: ImportOptions,
): Promise<void> {
  if ((await sha256File(temporary)) === publishedDigest(ceremony, k)) return;
  const progress: CheckProgress = (share) => onCheck?.(k, share);
  await checkSrs(temporary, k, progress).catch((error: unknown) => {
    throw error instanceof SrsInvalidError ? error.at(file) : error;
  });
}

/** Has a file made under another name, and gives it its own when that has ended well. */
async function place(
  places: SrsPlaces,
  ceremony: string,
  k: number,
  { intoProject = false }: ImportOptions,
  make: (temporary: string) => Promise<void>,
): Promise<ImportedSrs> {
  const [project, cached] = srsFolders(places, ceremony);
  const path = join(intoProject ? project : cached, srsFileName(k));
  await mkdir(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    await removeTemporaries(path);
    const temporary = temporaryBeside(path);
    try {
      await make(temporary);
      return { ceremony, k, path, sha256: await adoptSrs(temporary, path) };
    } catch (error) {
      throw asDiskFull(error, path);
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

async function blake2bOf(file: string): Promise<string> {
  const hash = createHash("blake2b512");
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest("hex");
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
