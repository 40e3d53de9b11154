import { z } from "zod";

import type { DeskMemory } from "../samples/desk.ts";
import { addressSchema } from "../samples/memory.ts";
import { publishedSchema } from "../samples/published.ts";

const entry = z
  .object({
    contest: addressSchema,
    verifier: addressSchema,
    block: z.number().int().nonnegative(),
    /** What it was deployed on, where a model registry was named. */
    published: publishedSchema.optional(),
  })
  .strict();

/** The contest that was last opened from here on a chain; `block` is that of its opening. */
export type RememberedContest = z.infer<typeof entry>;

export const CONTEST_MEMORY: DeskMemory<RememberedContest> = {
  title: "list of contests",
  entry,
  file: "contests.json",
  inProcess: new WeakMap(),
};
