import { z } from "zod";

import type { DeskMemory } from "../samples/desk.ts";
import { addressSchema } from "../samples/memory.ts";
import { publishedSchema } from "../samples/published.ts";

import { practiceSchema } from "./practice/world.ts";

/** The world of a vault of practice, and when it plays. */
export const playedSchema = practiceSchema.extend({
  /** Days from a day of the data to the day of the chain's clock that plays it. */
  shift: z.number().int(),
});

const entry = z
  .object({
    vault: addressSchema,
    verifier: addressSchema,
    /** Block of the vault's creation: where its history begins. */
    block: z.number().int().nonnegative(),
    /** What it was deployed on, where a model registry was named. */
    published: publishedSchema.optional(),
    /** The world of a vault of practice. */
    practice: playedSchema.optional(),
  })
  .strict();

/** The vault that was last created from here on a chain. */
export type RememberedVault = z.infer<typeof entry>;

export const VAULT_MEMORY: DeskMemory<RememberedVault> = {
  title: "list of vaults",
  entry,
  file: "vaults.json",
  inProcess: new WeakMap(),
};
