import { join } from "node:path";

import { SrsDamagedError } from "../errors/pipeline.ts";
import { CeremonyMissingError } from "../errors/srs.ts";

import { CEREMONIES } from "./ceremonies.ts";
import type { SrsFile } from "./file.ts";
import { srsFileName } from "./format.ts";
import { ceremonyIn, checkDigest, checkLength, recordedDigest } from "./open.ts";
import { sizesIn, srsFolders, type SrsChoice, type SrsPlaces } from "./places.ts";
import { publishedDigest } from "./published.ts";

/** What a manifest says of the SRS that a model was built on. */
export interface PinnedSrs {
  ceremony?: string | undefined;
  k: number;
  sha256: string;
}

export interface CeremonyFile {
  ceremony: string;
  k: number;
  path: string;
}

/**
 * A ceremony's SRS for circuits of 2^k rows: of exactly this k, or else the smallest larger one, which the engine cuts down to the same
 * keys. Where the choice is any ceremony, the manifest's comes first. Every file is hashed at each use.
 * @throws CeremonyMissingError, SrsDamagedError
 */
export async function findCeremony(
  places: SrsPlaces,
  k: number,
  choice: SrsChoice,
  pinned?: PinnedSrs,
): Promise<SrsFile> {
  const all = CEREMONIES.map(({ name }) => name);
  const first = all.filter((name) => name === pinned?.ceremony);
  const names = choice === "ceremony" ? [...new Set([...first, ...all])] : [choice];
  for (const fits of [
    (size: number) => size === pinned?.k && size >= k,
    (size: number) => size === k,
    (size: number) => size > k,
  ]) {
    for (const ceremony of names) {
      const found = await findIn(places, ceremony, fits);
      if (found !== undefined) return openCeremony(found, pinned);
    }
  }
  throw new CeremonyMissingError(
    choice,
    k,
    srsFolders(places, choice === "ceremony" ? "*" : choice).join(", "),
  );
}

async function findIn(
  places: SrsPlaces,
  ceremony: string,
  fits: (k: number) => boolean,
): Promise<CeremonyFile | undefined> {
  for (const folder of srsFolders(places, ceremony)) {
    const k = (await sizesIn(folder)).find(fits);
    if (k !== undefined) return { ceremony, k, path: join(folder, srsFileName(k)) };
  }
  return undefined;
}

/** @throws SrsDamagedError when it is not what is recorded, or not of that ceremony */
export async function openCeremony(
  { ceremony, k, path }: CeremonyFile,
  pinned?: PinnedSrs,
): Promise<SrsFile> {
  const remedy =
    "remove it, and fetch or import it again: npx hardhat ezkl srs fetch K, ezkl srs import FILE";
  await checkLength(path, k, remedy);
  if ((await ceremonyIn(path, k)) !== ceremony)
    throw new SrsDamagedError(path, `it is not of the ceremony ${ceremony}`, remedy);
  const recorded = publishedDigest(ceremony, k) ?? (await recordedDigest(path));
  if (recorded === undefined) throw new SrsDamagedError(path, "no sha-256 is recorded beside it", remedy);
  const same = pinned?.ceremony === ceremony && pinned.k === k;
  const sha256 = await checkDigest(path, [recorded, same ? pinned.sha256 : undefined], remedy);
  return { kind: "ceremony", ceremony, k, path, sha256 };
}
