import { rm } from "node:fs/promises";

import { EzklError } from "../errors/base.ts";
import { StoreSourceError } from "../errors/store.ts";
import { asDiskFull, recordFile, syncFile, type FileRecord } from "../pipeline/files.ts";

import { parseEntry, type StoreEntry } from "./entry.ts";
import { provingKeyProblem } from "./proving-key.ts";
import { sourceAt } from "./source.ts";

export interface KeyRequest {
  fingerprint: string;
  /** What the model's manifest says of the verifying key: this decides, not what the store says. */
  vkSha256: string;
  /** The same of the proving key; manifests of older builds do not name it. */
  pkSha256?: string | undefined;
  /** Where the files go. */
  places: { vk: string; pk: string };
  onProgress: (bytes: number, total: number) => void;
}

/**
 * Keys from a shared store: the verifying key must be the one that the model's manifest names, the proving key the one it names, if it does, and
 * must contain the verifying key; both must have the size and sha-256 that the entry gives. Nothing is left at the places otherwise.
 * @throws StoreSourceError for whatever is wrong
 */
export async function fetchKeys(
  shared: string,
  { fingerprint, vkSha256, pkSha256, places, onProgress }: KeyRequest,
  idleMs?: number,
): Promise<{ vk: FileRecord; pk: FileRecord; entry: StoreEntry }> {
  const source = sourceAt(shared, idleMs);
  try {
    const wanted = { step: "keys", fingerprint } as const;
    const text = await source.entryText(wanted);
    if (text === undefined) throw new StoreSourceError(shared, "it has no keys for this circuit and SRS");
    const entry = parseEntry(text, wanted);
    const { vk, pk } = entry?.outputs ?? {};
    if (entry === undefined || vk === undefined || pk === undefined)
      throw new StoreSourceError(shared, "its entry for these keys is none");
    if (vk.sha256 !== vkSha256)
      throw new StoreSourceError(shared, "its verifying key is not the one that the manifest names");
    if (pkSha256 !== undefined && pk.sha256 !== pkSha256)
      throw new StoreSourceError(shared, "its proving key is not the one that the manifest names");

    const records: Record<string, FileRecord> = {};
    const total = vk.bytes + pk.bytes;
    for (const [name, object, place, before] of [
      ["vk", vk, places.vk, 0],
      ["pk", pk, places.pk, vk.bytes],
    ] as const) {
      await source.fetch(object, place, (bytes) => onProgress(before + bytes, total));
      await syncFile(place);
      const record = await recordFile(place);
      if (record.bytes !== object.bytes || record.sha256 !== object.sha256)
        throw new StoreSourceError(shared, `the ${name} it sent is not the one of its entry`);
      records[name] = record;
    }
    const problem = await provingKeyProblem(places.pk, places.vk);
    if (problem !== undefined)
      throw new StoreSourceError(shared, `its proving key cannot be right: ${problem}`);
    return { vk: records["vk"] as FileRecord, pk: records["pk"] as FileRecord, entry };
  } catch (error) {
    await Promise.all(Object.values(places).map(async (place) => rm(place, { force: true })));
    const told = asDiskFull(error, places.pk);
    throw told instanceof EzklError ? told : new StoreSourceError(shared, String(error));
  }
}
