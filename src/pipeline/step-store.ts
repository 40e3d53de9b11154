import { rm } from "node:fs/promises";

import type { Manifest } from "../artifacts/manifest.ts";
import { EzklError } from "../errors/base.ts";
import type { StoredStep, StoreEntry } from "../store/entry.ts";
import { StoreFolder } from "../store/folder.ts";
import { modelKey } from "../store/lease.ts";
import { removeUnused } from "../store/remove.ts";
import { fetchKeys } from "../store/shared.ts";

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

/** What of a step's outputs the manifest fixes. Release 23.0.5 writes one circuit in many orders: its bytes say nothing. */
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

  const adoptShared = async (
    places: Record<string, string>,
  ): Promise<Record<string, FileRecord> | undefined> => {
    const { shared } = store;
    const { pk, vk } = places;
    if (shared === undefined || step !== "keys" || pk === undefined || vk === undefined) return undefined;
    try {
      const vkSha256 = expected["vk"];
      if (vkSha256 === undefined) {
        reporter.note(
          name,
          "no manifest vouches for the verifying key: the shared store is not asked, keys are made",
        );
        return undefined;
      }
      const { entry, ...records } = await fetchKeys(
        shared,
        {
          ...{ fingerprint, vkSha256, pkSha256: expected["pk"], places: { pk, vk } },
          onProgress: (bytes, total) => reporter.progress?.(name, "keys", bytes, total),
        },
        store.idleMs,
      );
      await keep(entry, places);
      return records;
    } catch (error) {
      if (!(error instanceof EzklError)) throw error;
      reporter.note(name, `keys are made here: ${error.what} (${error.where ?? shared})`);
      return undefined;
    }
  };

  const keep = async (entry: StoreEntry, files: Readonly<Record<string, string>>): Promise<void> => {
    try {
      await folder.put(entry, files);
      await removeUnused(folder, {
        quotaBytes: store.quotaBytes,
        keep: new Set([modelKey({ onnxSha256, settingsSha256 })]),
      });
    } catch (error) {
      reporter.note(
        name,
        `not kept in the store: ${error instanceof EzklError ? error.what : String(error)}`,
      );
    }
  };

  return {
    async adopt(places) {
      for (const way of [adoptOwn, adoptShared]) {
        // A place that is linked with the store must never be written into.
        const found = await way(places);
        if (found !== undefined) return found;
        await Promise.all(Object.values<string>(places).map(async (place) => rm(place, { force: true })));
      }
      return undefined;
    },
    publish: async (record) => {
      const objects = Object.entries(record.outputs).map(
        ([output, { sha256, bytes }]) => [output, { sha256, bytes }] as const,
      );
      const model = { onnxSha256, settingsSha256 };
      await keep(
        { schemaVersion: 1, step, fingerprint, model, outputs: Object.fromEntries(objects) },
        outputs,
      );
    },
  };
}
