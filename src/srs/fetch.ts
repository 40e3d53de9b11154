import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { DownloadError, SrsSizeError } from "../errors/srs.ts";
import { asDiskFull, isFile } from "../pipeline/files.ts";
import { withLock } from "../pipeline/lock.ts";

import { adoptSrs } from "./adopt.ts";
import { download, partBeside, type DownloadOptions } from "./download.ts";
import { openCeremony } from "./find-ceremony.ts";
import { HIGHEST_K, LOWEST_K, srsFileName } from "./format.ts";
import type { ImportedSrs } from "./import.ts";
import { srsFolders, type SrsPlaces } from "./places.ts";
import { publishedSrs, type PublishedSrs } from "./published.ts";

export interface FetchedSrs extends ImportedSrs {
  url: string;
  /** It was there already, whole. */
  cached: boolean;
}

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
  return fetchPublished(places, "ezkl", k, { ...published, url: url ?? published.url }, options);
}

/** Downloads a ceremony's published file, unless it is there. One download at a time; who waited finds it there. */
export async function fetchPublished(
  places: SrsPlaces,
  ceremony: string,
  k: number,
  file: PublishedSrs,
  options: DownloadOptions,
): Promise<FetchedSrs> {
  const { url } = file;
  if (!/^https?:\/\/./.test(url) || !URL.canParse(url))
    throw new DownloadError(url, "it is no http or https URL");
  const path = join(srsFolders(places, ceremony)[1], srsFileName(k));
  await mkdir(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    const cached = await isFile(path);
    if (cached) {
      const { sha256 } = await openCeremony({ ceremony, k, path });
      return { ceremony, k, path, sha256, url, cached };
    }
    const part = partBeside(path, url);
    try {
      await download(file, part, options);
      return { ceremony, k, path, sha256: await adoptSrs(part, path), url, cached };
    } catch (error) {
      throw asDiskFull(error, path);
    }
  });
}
