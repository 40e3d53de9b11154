import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { DownloadError, SrsSizeError } from "../errors/srs.ts";
import { asDiskFull } from "../pipeline/files.ts";
import { withLock } from "../pipeline/lock.ts";
import { adoptSrs } from "../pipeline/srs.ts";

import { download, partBeside, type DownloadOptions } from "./download.ts";
import { openCeremony } from "./find-ceremony.ts";
import { HIGHEST_K, LOWEST_K, srsFileName } from "./format.ts";
import type { ImportedSrs } from "./import.ts";
import { sizesIn, srsFolders, type SrsPlaces } from "./places.ts";
import { publishedSrs } from "./published.ts";

export interface FetchedSrs extends ImportedSrs {
  url: string;
  /** It was there already, whole. */
  cached: boolean;
}

/** The ceremony whose files the engine publishes. */
const PUBLISHED = "ezkl";

/**
 * Downloads the ceremony's SRS that the engine itself would for this k, into the user's cache. Its length and sha-256 are those that the
 * engine publishes before the file gets its name, so that it does not matter whose mirror it came from.
 * @param url another place that has the same file
 * @throws SrsSizeError, DownloadError, DownloadMismatchError, SrsDamagedError
 */
export async function fetchSrs(
  places: SrsPlaces,
  k: number,
  { url, ...options }: DownloadOptions & { url?: string | undefined } = {},
): Promise<FetchedSrs> {
  const published = k < LOWEST_K ? undefined : publishedSrs(k);
  if (published === undefined) throw new SrsSizeError(String(k), LOWEST_K, HIGHEST_K);
  const file = { ...published, url: url ?? published.url };
  if (!/^https?:\/\/./.test(file.url) || !URL.canParse(file.url))
    throw new DownloadError(file.url, "it is no http or https URL");
  const folder = srsFolders(places, PUBLISHED)[1];
  const path = join(folder, srsFileName(k));
  await mkdir(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    const cached = (await sizesIn(folder)).includes(k);
    if (cached) {
      const { sha256 } = await openCeremony({ ceremony: PUBLISHED, k, path });
      return { ceremony: PUBLISHED, k, path, sha256, url: file.url, cached };
    }
    const part = partBeside(path, file.url);
    try {
      await download(file, part, options);
      return { ceremony: PUBLISHED, k, path, sha256: await adoptSrs(part, path), url: file.url, cached };
    } catch (error) {
      throw asDiskFull(error, path);
    }
  });
}
