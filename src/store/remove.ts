import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { entrySchema, MAX_ENTRY_BYTES, type StoreEntry } from "./entry.ts";
import type { StoreFolder } from "./folder.ts";
import { leasedModels, modelKey } from "./lease.ts";
import { readRegularText } from "./regular-file.ts";

export interface RemoveOptions {
  /** Removes the least recently used until no more than this is taken; 0: all that is not in use. */
  quotaBytes: number;
  /** Models whose entries stay: see `modelKey`. */
  keep: ReadonlySet<string>;
}

export interface Removed {
  /** Names of entries and of objects that no entry names. */
  removed: string[];
  freedBytes: number;
  keptBytes: number;
}

interface Found {
  file: string;
  entry: StoreEntry | undefined;
  usedAt: number;
  bytes: number;
}

/**
 * Removes entries that neither a model in `keep` nor a running build nor a model folder elsewhere (a hard link) uses, then objects without an
 * entry, and what killed writers left.
 */
export async function removeUnused(
  folder: StoreFolder,
  { quotaBytes, keep }: RemoveOptions,
): Promise<Removed> {
  return folder.locked(async () => {
    const inUse = new Set([...keep, ...(await leasedModels(folder))]);
    const found = await readIndex(folder);
    const removed: string[] = [];
    let taken = await objectBytes(folder);
    const before = taken;

    for (const { file, entry, bytes } of found.sort((a, b) => a.usedAt - b.usedAt)) {
      const stays =
        entry !== undefined &&
        (taken <= quotaBytes || inUse.has(modelKey(entry.model)) || (await isLinked(folder, entry)));
      if (stays) continue;
      await rm(join(folder.index, file), { force: true });
      removed.push(file);
      taken -= bytes;
    }
    const named = new Set(
      (await readIndex(folder)).flatMap(({ entry }) =>
        Object.values(entry?.outputs ?? {}).map(({ sha256 }) => sha256),
      ),
    );
    for (const object of await readdir(folder.objects).catch(() => [])) {
      if (named.has(object)) continue;
      await rm(join(folder.objects, object), { force: true });
      removed.push(object);
    }
    for (const left of await readdir(folder.index).catch(() => []))
      if (left.endsWith(".tmp")) await rm(join(folder.index, left), { force: true });
    const keptBytes = await objectBytes(folder);
    return { removed: removed.sort(), freedBytes: before - keptBytes, keptBytes };
  });
}

/** A file that some model's folder has too takes no room in the store. */
async function isLinked(folder: StoreFolder, entry: StoreEntry): Promise<boolean> {
  const links = await Promise.all(
    Object.values(entry.outputs).map(async ({ sha256 }) => (await folder.bytesOf(sha256))?.links ?? 0),
  );
  return links.some((count) => count > 1);
}

async function readIndex(folder: StoreFolder): Promise<Found[]> {
  const files = (await readdir(folder.index).catch(() => [])).filter((file) => file.endsWith(".json"));
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder.index, file);
      const entry = await readRegularText(path, MAX_ENTRY_BYTES)
        .then((text) => entrySchema.parse(JSON.parse(text ?? "")))
        .catch(() => undefined);
      const usedAt = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      const sizes = Object.values(entry?.outputs ?? {}).map(({ bytes }) => bytes);
      return { file, entry, usedAt, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
    }),
  );
}

async function objectBytes(folder: StoreFolder): Promise<number> {
  let total = 0;
  for (const object of await readdir(folder.objects).catch(() => []))
    total += (await folder.bytesOf(object))?.bytes ?? 0;
  return total;
}
