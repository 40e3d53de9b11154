import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { isFile } from "../pipeline/files.ts";
import { listModels, loadModel } from "../pipeline/model.ts";
import { readManifest } from "../pipeline/settings-step.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { StoreFolder } from "./folder.ts";
import { modelKey } from "./lease.ts";
import { removeUnused, type Removed } from "./remove.ts";

/**
 * Removes from the store what neither a manifest of this project nor a running build nor another model folder uses, and build outputs of
 * models that are no longer there.
 * @param unused false removes only as much as the quota asks for
 */
export async function cleanStore(workspace: Workspace, unused: boolean): Promise<Removed> {
  const keep = new Set<string>();
  const names = [...(await listModels(workspace.paths)).keys()];
  for (const name of names) {
    const manifest = await readManifest(await loadModel(workspace.paths, name));
    if (manifest !== undefined) keep.add(modelKey(manifest));
  }
  // First, as they hold the store's objects by hard links.
  const orphans = unused
    ? await removeOrphans(workspace.paths.output, names)
    : { removed: [], freedBytes: 0 };
  const { store } = workspace;
  if (store === undefined) return { ...orphans, keptBytes: 0 };
  const quotaBytes = unused ? 0 : store.quotaBytes;
  const { removed, freedBytes, keptBytes } = await removeUnused(new StoreFolder(store.directory), {
    quotaBytes,
    keep,
  });
  return {
    removed: [...orphans.removed, ...removed],
    freedBytes: orphans.freedBytes + freedBytes,
    keptBytes,
  };
}

/** Folders that builds of models made which are gone. */
async function removeOrphans(
  output: string,
  models: readonly string[],
): Promise<Pick<Removed, "removed" | "freedBytes">> {
  const removed: string[] = [];
  let freedBytes = 0;
  for (const name of await readdir(output).catch(() => [])) {
    const directory = join(output, name);
    if (models.includes(name) || !(await isFile(join(directory, "state.json")))) continue;
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      const { size, nlink } = await stat(join(entry.parentPath, entry.name));
      if (entry.isFile() && nlink === 1) freedBytes += size;
    }
    await rm(directory, { recursive: true, force: true });
    removed.push(directory);
  }
  return { removed, freedBytes };
}
