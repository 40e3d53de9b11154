import { z } from "zod";

import { sha256Schema } from "../artifacts/scalars.ts";

/** The steps whose outputs are kept. No manifest names the engine's Solidity by its hash: it is made anew from the verifying key, in less than a second. */
const STORED_STEPS = ["circuit", "keys"] as const;
export type StoredStep = (typeof STORED_STEPS)[number];

export function isStored(step: string): step is StoredStep {
  return (STORED_STEPS as readonly string[]).includes(step);
}

const objectSchema = z
  .object({
    sha256: sha256Schema,
    bytes: z
      .number()
      .int()
      .nonnegative()
      .max(2 ** 40),
  })
  .strict();

/** `index/<step>-<fingerprint>.json`: what a step made from the inputs that its fingerprint stands for. */
export const entrySchema = z
  .object({
    schemaVersion: z.literal(1),
    step: z.enum(STORED_STEPS),
    fingerprint: sha256Schema,
    /** What of a model's manifest the entry belongs to. */
    model: z.object({ onnxSha256: sha256Schema, settingsSha256: sha256Schema }).strict(),
    outputs: z.record(z.string().regex(/^[a-z]{1,20}$/), objectSchema),
  })
  .strict();

export type StoreEntry = z.infer<typeof entrySchema>;
export type StoredObject = z.infer<typeof objectSchema>;

/** Longer than any entry. */
export const MAX_ENTRY_BYTES = 65_536;

export function entryName({ step, fingerprint }: Pick<StoreEntry, "step" | "fingerprint">): string {
  return `${step}-${fingerprint}.json`;
}

/** The entry in `text` when it is one, and the one that was asked for. */
export function parseEntry(
  text: string,
  wanted: Pick<StoreEntry, "step" | "fingerprint">,
): StoreEntry | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(text));
    return entryName(entry) === entryName(wanted) ? entry : undefined;
  } catch {
    return undefined;
  }
}
