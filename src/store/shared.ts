import { rm } from "node:fs/promises";

import type { Manifest } from "../artifacts/manifest.ts";
import { EzklError } from "../errors/base.ts";
import { StoreSourceError } from "../errors/store.ts";
import { asDiskFull, recordFile, syncFile, type FileRecord } from "../pipeline/files.ts";

import type { StoredObject } from "./entry.ts";
import { sourceAt, type SourceLimits } from "./source.ts";

/** Both keys of a circuit, as a manifest names them. */
export interface NamedKeys {
  vk: StoredObject;
  pk: StoredObject;
}

/** The keys by hash and length, where a manifest has all four; older ones have not. */
export function keysNamedBy(manifest: Manifest | undefined): NamedKeys | undefined {
  if (manifest === undefined) return undefined;
  const { vkSha256, vkBytes, pkSha256, pkBytes } = manifest;
  if (vkBytes === undefined || pkSha256 === undefined || pkBytes === undefined) return undefined;
  return { vk: { sha256: vkSha256, bytes: vkBytes }, pk: { sha256: pkSha256, bytes: pkBytes } };
}

export interface KeyRequest extends SourceLimits {
  /** What decides: the store is asked for these very files, and says nothing itself. */
  keys: NamedKeys;
  /** Where the files go. */
  places: { vk: string; pk: string };
  onProgress: (bytes: number, total: number) => void;
}

/**
 * Keys from a shared store, or from any folder that others can write into: each has the length and the sha-256 that the manifest names. Nothing is left
 * at the places otherwise.
 * @throws StoreSourceError for whatever is wrong with the store, DiskFullError
 */
export async function fetchKeys(
  shared: string,
  { keys, places, onProgress, ...limits }: KeyRequest,
): Promise<{ vk: FileRecord; pk: FileRecord }> {
  const source = sourceAt(shared, limits);
  const total = keys.vk.bytes + keys.pk.bytes;
  const fetchOne = async (name: "vk" | "pk", before: number): Promise<FileRecord> => {
    const place = places[name];
    await source.fetch(keys[name], place, (bytes) => onProgress(before + bytes, total));
    await syncFile(place);
    const record = await recordFile(place);
    if (record.bytes !== keys[name].bytes || record.sha256 !== keys[name].sha256)
      throw new StoreSourceError(shared, `the ${name} it has is not the one that the manifest names`);
    return record;
  };
  try {
    return { vk: await fetchOne("vk", 0), pk: await fetchOne("pk", keys.vk.bytes) };
  } catch (error) {
    await Promise.all(Object.values(places).map(async (place) => rm(place, { force: true })));
    const told = asDiskFull(error, places.pk);
    throw told instanceof EzklError ? told : new StoreSourceError(shared, String(error), error);
  }
}
