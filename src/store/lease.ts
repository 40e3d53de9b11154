import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

import { isRunning } from "../running.ts";
import { writeFileAtomic } from "../pipeline/files.ts";

import { StoreFolder } from "./folder.ts";
import { foreignStore } from "./owner.ts";
import { readRegularText } from "./regular-file.ts";

const leases = ({ directory }: { directory: string }): string => join(directory, "leases");

/** A model's key has 129. */
const MAX_LEASE_BYTES = 200;
const LEASE = /^(.+)~(\d+)~[0-9a-f]+$/;

/** Identifies a model's inputs, as entries do. */
export function modelKey({
  onnxSha256,
  settingsSha256,
}: {
  onnxSha256: string;
  settingsSha256: string;
}): string {
  return `${onnxSha256}-${settingsSha256}`;
}

/** Mends what a killed writer left, then lets the store know that entries of this model are in use, until the returned function is called or this process ends. */
export async function lease(
  store: { directory: string } | undefined,
  key: string,
): Promise<() => Promise<void>> {
  if (store === undefined || (await foreignStore(store.directory)) !== undefined)
    return async () => undefined;
  await new StoreFolder(store.directory).recover().catch(() => undefined);
  const path = join(leases(store), `${hostname()}~${process.pid}~${randomUUID().slice(0, 8)}`);
  // A store that cannot be written to gives nothing to hold either.
  await writeFileAtomic(path, key, { durable: false }).catch(() => undefined);
  return async () => rm(path, { force: true }).catch(() => undefined);
}

/** The models that running builds hold; what dead ones left is removed. Builds of other machines are not judged from here. */
export async function leasedModels(folder: StoreFolder): Promise<Set<string>> {
  const directory = leases(folder);
  const leased = new Set<string>();
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const [, host, pid] = LEASE.exec(name) ?? [];
    if (host === hostname() && !isRunning(Number(pid))) await rm(path, { force: true });
    else if (host !== undefined) leased.add((await readRegularText(path, MAX_LEASE_BYTES)) ?? "");
  }
  return leased;
}
