import { z } from "zod";

import type { DeskMemory } from "../samples/desk.ts";
import { addressSchema } from "../samples/memory.ts";
import { publishedSchema } from "../samples/published.ts";

const entry = z
  .object({
    registry: addressSchema,
    verifier: addressSchema,
    /** Block of the registry's creation: where its history begins. */
    block: z.number().int().nonnegative(),
    /** What it was deployed on, where a model registry was named. */
    published: publishedSchema.optional(),
    /** What a registry of practice has beside it. */
    practice: z
      .object({
        /** A token that anybody can make. */
        token: addressSchema,
        /** The device that signs when none is named; its key is in the project's cache. */
        device: addressSchema,
      })
      .strict()
      .optional(),
  })
  .strict();

/** The registry that was last created from here on a chain. */
export type RememberedRegistry = z.infer<typeof entry>;

export const REGISTRY_MEMORY: DeskMemory<RememberedRegistry> = {
  title: "list of registries",
  entry,
  file: "registries.json",
  inProcess: new WeakMap(),
};
