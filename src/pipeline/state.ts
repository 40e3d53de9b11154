import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { z } from "zod";

import {
  asDiskFull,
  commitFile,
  looksUnchanged,
  recordFile,
  sha256,
  temporaryBeside,
  writeFileAtomic,
} from "./files.ts";

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
  force?: boolean;
  /** Makes the outputs at the temporary places it is given. */
  make: (temporary: Record<Name, string>) => Promise<void>;
}

/**
 * Runs a step unless its last outputs were made from the same inputs and still look untouched.
 * Outputs appear under their final names whole or not at all, and the state that vouches for them is written after them.
 */
export async function runStep<Name extends string>(
  options: StepOptions<Name>,
): Promise<{ record: StepRecord; cached: boolean }> {
  const { statePath, name, fingerprint, outputs, force = false, make } = options;
  const names = Object.keys(outputs) as Name[];
  const state = await readState(statePath);
  const last = state[name];
  if (!force && last?.fingerprint === fingerprint) {
    const same = await Promise.all(
      names.map(async (output) => {
        const record = last.outputs[output];
        return record !== undefined && (await looksUnchanged(outputs[output], record));
      }),
    );
    if (same.every(Boolean)) return { record: last, cached: true };
  }

  const temporary = Object.fromEntries(
    names.map((output) => [output, temporaryBeside(outputs[output])]),
  ) as Record<Name, string>;
  try {
    await Promise.all(names.map(async (output) => mkdir(dirname(outputs[output]), { recursive: true })));
    await make(temporary);
    const records: StepRecord["outputs"] = {};
    for (const output of names) await commitFile(temporary[output], outputs[output]);
    await Promise.all(names.map(async (output) => (records[output] = await recordFile(outputs[output]))));
    const record = { fingerprint, outputs: records };
    await writeFileAtomic(
      statePath,
      JSON.stringify({ ...(await readState(statePath)), [name]: record }, null, 1),
    );
    return { record, cached: false };
  } catch (error) {
    throw asDiskFull(error, outputs[names[0] as Name]);
  } finally {
    await Promise.all(names.map(async (output) => rm(temporary[output], { force: true })));
  }
}
