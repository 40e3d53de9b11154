import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Engine } from "../engine/engine.ts";

import { asDiskFull, commitFile, isFile, sha256File, temporaryBeside } from "./files.ts";
import { withLock } from "./lock.ts";

export interface SrsFile {
  kind: "dev";
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

/** Where an SRS of exactly this k may stand, in the order of preference. */
export function srsCandidates(places: SrsPlaces, k: number): string[] {
  return [join(places.project, srsFileName(k)), join(places.cacheDir, "srs", "dev", srsFileName(k))];
}

/**
 * The SRS for circuits of 2^k rows: the project's, else the user's, else a dev SRS made now.
 * Whoever makes a dev SRS could forge proofs under it: it is for local chains only.
 */
export async function ensureSrs(
  engine: () => Promise<Engine>,
  places: SrsPlaces,
  k: number,
): Promise<SrsFile> {
  const candidates = srsCandidates(places, k);
  for (const path of candidates) {
    if (await isFile(path)) return { kind: "dev", k, path, sha256: await sha256File(path) };
  }
  const path = candidates[1] as string;
  await mkdir(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    if (!(await isFile(path))) {
      const temporary = temporaryBeside(path);
      try {
        await (await engine()).srs({ k, srs: temporary });
        await commitFile(temporary, path);
      } catch (error) {
        throw asDiskFull(error, path);
      } finally {
        await rm(temporary, { force: true });
      }
    }
    return { kind: "dev", k, path, sha256: await sha256File(path) };
  });
}
