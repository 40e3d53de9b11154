import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { z } from "zod";

import {
  asDiskFull,
  isFile,
  isIntact,
  looksUnchanged,
  recordFile,
  sha256,
  syncFile,
  temporaryBeside,
  writeFileAtomic,
  type FileRecord,
} from "./files.ts";
import { followFile } from "./follow-file.ts";

const fileSchema = z.object({ sha256: z.string(), bytes: z.number(), mtime: z.string() });
const stateSchema = z.record(z.object({ fingerprint: z.string(), outputs: z.record(fileSchema) }));

/** What each step last made, and from what: `state.json` in a model's output folder. */
export type State = z.infer<typeof stateSchema>;
export type StepRecord = State[string];

/** An unreadable state is an empty one: everything is then made again. */
export async function readState(path: string): Promise<State> {
  const text = await readFile(path, "utf8").catch(() => "{}");
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** One digest over everything a step depends on, in a fixed order. */
export function fingerprintOf(parts: Readonly<Record<string, unknown>>): string {
  return sha256(JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))));
}

export interface StepOptions<Name extends string> {
  statePath: string;
  name: string;
  fingerprint: string;
  /** Final places of what the step makes. */
  outputs: Readonly<Record<Name, string>>;
  /** Outputs so large that it pays to hash them while they are written; only what is written once, from start to end. */
  follow?: readonly NoInfer<Name>[];
  force?: boolean;
  /** Makes the outputs at the temporary places it is given. */
  make: (temporary: Record<Name, string>) => Promise<void>;
  /** Where the outputs may be had instead; not asked when they are made by force. */
  store?: StepStore<NoInfer<Name>> | undefined;
}

/** Keeps what steps made, by what it was made from. */
export interface StepStore<Name extends string> {
  /** Puts checked outputs into the temporary places, or nothing. */
  adopt: (temporary: Record<Name, string>) => Promise<Record<Name, FileRecord> | undefined>;
  /** Takes over what stands at the final places; never fails the build. */
  publish: (record: StepRecord) => Promise<void>;
}

export interface StepResult {
  record: StepRecord;
  cached: boolean;
  /** The outputs came from the store. */
  adopted: boolean;
  /** Files that were there, and not with the content that was recorded of them. */
  damaged: string[];
}

/**
 * Runs a step unless its last outputs were made from the same inputs and are still what was recorded of them: by their content, the large
 * ones (`follow`) by size and time, and by content where the time is another; whoever uses those compares the content.
 * Outputs appear under their final names whole or not at all, and the state that vouches for them is written after them.
 */
export async function runStep<Name extends string>(options: StepOptions<Name>): Promise<StepResult> {
  const { statePath, name, fingerprint, outputs, follow = [], force = false, make, store } = options;
  const names = Object.keys(outputs) as Name[];
  const state = await readState(statePath);
  const last = state[name];
  const damaged: string[] = [];
  if (!force && last?.fingerprint === fingerprint) {
    let whole = true;
    for (const output of names) {
      const [path, record] = [outputs[output], last.outputs[output]];
      if (record === undefined) whole = false;
      else if (follow.includes(output) && (await looksUnchanged(path, record))) continue;
      else if (!(await isIntact(path, record))) {
        whole = false;
        if (await isFile(path)) damaged.push(path);
      }
    }
    if (whole) return { record: last, cached: true, adopted: false, damaged };
  }

  const temporary = Object.fromEntries(
    names.map((output) => [output, temporaryBeside(outputs[output])]),
  ) as Record<Name, string>;
  try {
    await Promise.all(names.map(async (output) => mkdir(dirname(outputs[output]), { recursive: true })));
    const found = force ? undefined : await store?.adopt(temporary);
    const records = found ?? (await makeAndRecord(temporary, follow, make));
    // No name appears before all bytes are on the disk.
    for (const output of names) await rename(temporary[output], outputs[output]);
    const record = { fingerprint, outputs: records };
    // Losing the state to a power cut costs another build, nothing else.
    await writeFileAtomic(
      statePath,
      JSON.stringify({ ...(await readState(statePath)), [name]: record }, null, 1),
      { durable: false },
    );
    if (found === undefined) await store?.publish(record);
    return { record, cached: false, adopted: found !== undefined, damaged };
  } catch (error) {
    throw asDiskFull(error, outputs[names[0] as Name]);
  } finally {
    await Promise.all(names.map(async (output) => rm(temporary[output], { force: true })));
  }
}

/** Makes the files, and returns when their bytes are on the disk, with what they are. */
async function makeAndRecord<Name extends string>(
  places: Record<Name, string>,
  follow: readonly Name[],
  make: (places: Record<Name, string>) => Promise<void>,
): Promise<StepRecord["outputs"]> {
  const followed = new Map(follow.map((name) => [name, followFile(places[name])]));
  try {
    await make(places);
    const records = (Object.keys(places) as Name[]).map(async (name) => {
      const place = places[name];
      const file = followed.get(name);
      if (file !== undefined) return [name, await file.finish()] as const;
      const [record] = await Promise.all([recordFile(place), syncFile(place)]);
      return [name, record] as const;
    });
    return Object.fromEntries(await Promise.all(records));
  } finally {
    await Promise.all([...followed.values()].map(async (file) => file.stop()));
  }
}
