import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Engine } from "../engine/engine.ts";
import { SrsDamagedError } from "../errors/pipeline.ts";

import {
  asDiskFull,
  commitFile,
  isFile,
  removeTemporaries,
  sha256File,
  temporaryBeside,
  writeFileAtomic,
} from "./files.ts";
import { withLock } from "./lock.ts";

export interface SrsFile {
  /** "dev": whoever made it can forge proofs. */
  kind: "dev" | "ceremony";
  /** Short name of the ceremony, where it is one. */
  ceremony?: string;
  k: number;
  path: string;
  sha256: string;
}

export interface SrsPlaces {
  /** A project's own SRS files, committed with it; looked in first. */
  project: string;
  /** The user's cache folder. */
  cacheDir: string;
}

export function srsFileName(k: number): string {
  return `kzg${k}.srs`;
}

/** Bytes of an SRS file: k, 2^k points of G1 in each of two bases, two points of G2. */
export function srsBytes(k: number): number {
  return 4 + 2 * 2 ** k * 64 + 2 * 128;
}

/** Where an SRS of exactly this k may stand, in the order of preference. */
export function srsCandidates(places: SrsPlaces, k: number): [project: string, cached: string] {
  return [join(places.project, srsFileName(k)), join(places.cacheDir, "srs", "dev", srsFileName(k))];
}

/**
 * The SRS for circuits of 2^k rows: the project's, else the user's, else a dev SRS made now.
 * Whoever makes a dev SRS could forge proofs under it: it is for local chains only.
 *
 * The engine makes keys from a damaged SRS without a word, so a file is compared with what is recorded of it first: the project's with
 * the manifest, the user's with the digest written beside it.
 * @param pinned what the model's manifest says, unless it is to be replaced
 * @throws SrsDamagedError
 */
export async function ensureSrs(
  engine: () => Promise<Engine>,
  places: SrsPlaces,
  k: number,
  pinned?: { k: number; sha256: string },
): Promise<SrsFile> {
  const [project, cached] = srsCandidates(places, k);
  if (await isFile(project)) {
    const expected = pinned?.k === k ? pinned.sha256 : undefined;
    return openSrs(
      project,
      k,
      expected,
      "restore it from version control, or take it on purpose: build --force",
    );
  }
  if (await isFile(cached)) return openCached(cached, k);
  await mkdir(dirname(cached), { recursive: true });
  return withLock(`${cached}.lock`, async () => {
    if (!(await isFile(cached))) await makeSrs(await engine(), cached, k);
    return openCached(cached, k);
  });
}

const digestOf = (path: string): string => `${path}.sha256`;

async function openCached(path: string, k: number): Promise<SrsFile> {
  const recorded = await readFile(digestOf(path), "utf8").catch(() => "");
  const expected = recorded === "" ? undefined : recorded.trim();
  return openSrs(path, k, expected, "remove it: the next build makes another, and new keys with it");
}

async function openSrs(
  path: string,
  k: number,
  expected: string | undefined,
  remedy: string,
): Promise<SrsFile> {
  const { size } = await stat(path);
  if (size !== srsBytes(k))
    throw new SrsDamagedError(path, `${size} bytes instead of ${srsBytes(k)} for k=${k}`, remedy);
  const sha256 = await sha256File(path);
  if (expected !== undefined && sha256 !== expected) {
    const short = (digest: string): string => `${digest.slice(0, 16)}…`;
    throw new SrsDamagedError(path, `sha-256 ${short(sha256)} instead of ${short(expected)}`, remedy);
  }
  return { kind: "dev", k, path, sha256 };
}

async function makeSrs(engine: Engine, path: string, k: number): Promise<void> {
  await removeTemporaries(path);
  const temporary = temporaryBeside(path);
  try {
    await engine.srs({ k, srs: temporary });
    // The digest first: there is never a file that it does not vouch for.
    await writeFileAtomic(digestOf(path), `${await sha256File(temporary)}\n`);
    await commitFile(temporary, path);
  } catch (error) {
    throw asDiskFull(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
