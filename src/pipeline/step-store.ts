import { rm } from "node:fs/promises";

import type { Manifest } from "../artifacts/manifest.ts";
import { EzklError } from "../errors/base.ts";
import type { StoredStep } from "../store/entry.ts";
import { StoreFolder } from "../store/folder.ts";
import { modelKey } from "../store/lease.ts";
import { foreignStore } from "../store/owner.ts";
import { removeUnused } from "../store/remove.ts";
import { fetchKeys, keysNamedBy } from "../store/shared.ts";

import type { FileRecord } from "./files.ts";
import type { StepStore } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** What a build's steps are stored by. */
export interface StoreOrigin {
  /** Named to the reader. */
  name: string;
  onnxSha256: string;
  settingsSha256: string;
  /** The manifest that the outputs must agree with; undefined where there is none, or it is to be replaced. */
  manifest: Manifest | undefined;
}

/** What of a step's outputs in the own store the manifest fixes. Release 23.0.5 writes one circuit in many orders: its bytes say nothing. */
function vouched(step: StoredStep, manifest: Manifest | undefined): Record<string, string> {
  if (manifest === undefined) return {};
  const { vkSha256: vk, pkSha256: pk } = manifest;
  if (step === "keys") return { vk, ...(pk === undefined ? {} : { pk }) };
  return step === "circuit" && manifest.engine === "21.0.0" ? { circuit: manifest.circuitSha256 } : {};
}

/** The store's side of one step of a build; undefined for a project without a store. */
export function stepStore<Name extends string>(
  { store, reporter }: Workspace,
  { name, onnxSha256, settingsSha256, manifest }: StoreOrigin,
  step: StoredStep,
  fingerprint: string,
  outputs: Readonly<Record<Name, string>>,
): StepStore<Name> | undefined {
  if (store === undefined) return undefined;
  const folder = new StoreFolder(store.directory);
  const expected = vouched(step, manifest);

  const adoptOwn = async (places: Record<Name, string>): Promise<Record<Name, FileRecord> | undefined> => {
    const entry = await folder.read({ step, fingerprint });
    if (entry === undefined) return undefined;
    const records: Partial<Record<Name, FileRecord>> = {};
    for (const [output, place] of Object.entries(places) as [Name, string][]) {
      const object = entry.outputs[output];
      const wanted = expected[output];
      if (object === undefined || (wanted !== undefined && object.sha256 !== wanted)) return undefined;
      const record = await folder.take(object, place);
      if (record === undefined) {
        reporter.note(name, `${folder.object(object)} is gone or damaged: ${output} is made again`);
        return undefined;
      }
      records[output] = record;
    }
    await folder.touch({ step, fingerprint });
    return records as Record<Name, FileRecord>;
  };

  /** From where others can write: both keys as the manifest names them, and nothing else. */
  const adoptNamed =
    (source: string) =>
    async (places: Record<string, string>): Promise<Record<string, FileRecord> | undefined> => {
      const { pk, vk } = places;
      const keys = keysNamedBy(manifest);
      if (keys === undefined || pk === undefined || vk === undefined) return undefined;
      const { idleMs, overallMs } = store;
      try {
        return await fetchKeys(source, {
          ...{ keys, places: { pk, vk }, idleMs, overallMs },
          onProgress: (bytes, total) => reporter.progress?.(name, "keys", bytes, total),
        });
      } catch (error) {
        if (!(error instanceof EzklError)) throw error;
        reporter.note(name, `keys are made here: ${error.what} (${error.where ?? source})`);
        return undefined;
      }
    };

  /** Folders and URLs that others write into; told where they are not asked. */
  const sourcesOfOthers = (foreign: string | undefined): string[] => {
    if (step !== "keys") return [];
    if (foreign !== undefined) reporter.note(name, `${foreign}: it is taken for a shared store`);
    const { shared } = store;
    const sources = [
      ...(foreign === undefined ? [] : [store.directory]),
      ...(shared === undefined ? [] : [shared]),
    ];
    if (sources.length === 0 || keysNamedBy(manifest) !== undefined) return sources;
    reporter.note(
      name,
      "no manifest names both keys by sha-256 and length: the shared store is not asked, keys are made",
    );
    return [];
  };

  const keep = async (
    records: Readonly<Record<string, FileRecord>>,
    files: Readonly<Record<string, string>>,
  ): Promise<void> => {
    if ((await foreignStore(store.directory)) !== undefined) return;
    const objects = Object.entries(records).map(
      ([output, { sha256, bytes }]) => [output, { sha256, bytes }] as const,
    );
    const model = { onnxSha256, settingsSha256 };
    try {
      await folder.put(
        { schemaVersion: 1, step, fingerprint, model, outputs: Object.fromEntries(objects) },
        files,
      );
      await removeUnused(folder, { quotaBytes: store.quotaBytes, keep: new Set([modelKey(model)]) });
    } catch (error) {
      reporter.note(
        name,
        `not kept in the store: ${error instanceof EzklError ? error.what : String(error)}`,
      );
    }
  };

  return {
    async adopt(places) {
      const foreign = await foreignStore(store.directory);
      const ways = [
        ...(foreign === undefined ? [adoptOwn] : []),
        ...sourcesOfOthers(foreign).map((source) => adoptNamed(source)),
      ];
      for (const way of ways) {
        // A place that is linked with the store must never be written into.
        const found = await way(places);
        if (found !== undefined) {
          if (way !== adoptOwn) await keep(found, places);
          return found;
        }
        await Promise.all(Object.values<string>(places).map(async (place) => rm(place, { force: true })));
      }
      return undefined;
    },
    publish: async ({ outputs: records }) => keep(records, outputs),
  };
}
