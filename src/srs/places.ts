import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { CEREMONIES } from "./ceremonies.ts";
import { srsFileName } from "./format.ts";

const NAMES = CEREMONIES.map(({ name }) => name);

/** Which SRS a model is to stand on: "dev", one of any "ceremony", or the ceremony of that name. */
export const srsChoiceSchema = z.enum(["dev", "ceremony", ...NAMES]);
export type SrsChoice = z.infer<typeof srsChoiceSchema>;

export interface SrsPlaces {
  /** A project's own SRS files, committed with it; looked in first. */
  project: string;
  /** The user's cache folder. */
  cacheDir: string;
  /** For models that say nothing of their own. */
  choice?: SrsChoice | undefined;
}

/** Where the SRS files of a ceremony, or "dev", are, in the order in which they are looked for: the project's, the user's. */
export function srsFolders(places: SrsPlaces, setup: string): [project: string, cached: string] {
  return [join(places.project, setup), join(places.cacheDir, "srs", setup)];
}

/** A project's own SRS of no named kind: what it is, its bytes tell. */
export function projectSrs(places: SrsPlaces, k: number): string {
  return join(places.project, srsFileName(k));
}

/** The user's dev SRS. */
export function devSrs(places: SrsPlaces, k: number): string {
  return join(srsFolders(places, "dev")[1], srsFileName(k));
}

/** Every SRS file that serves circuits of 2^k rows, in the order in which they are looked for; a ceremony's may be larger. */
export async function srsFiles(places: SrsPlaces, k: number): Promise<string[]> {
  const files = [projectSrs(places, k), devSrs(places, k)];
  for (const name of NAMES) {
    for (const folder of srsFolders(places, name)) {
      const sizes = (await sizesIn(folder)).filter((size) => size >= k);
      files.push(...sizes.map((size) => join(folder, srsFileName(size))));
    }
  }
  return files;
}

/** The sizes of which a folder has an SRS file, smallest first. */
export async function sizesIn(folder: string): Promise<number[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries
    .map((entry) => Number(/^kzg([1-9][0-9]?)\.srs$/.exec(entry)?.[1]))
    .filter((k) => !Number.isNaN(k))
    .sort((a, b) => a - b);
}
