import type { HardhatUserConfig } from "hardhat/types/config";
import type { HardhatUserConfigValidationError } from "hardhat/types/hooks";

import { z } from "zod";

import { srsChoiceSchema } from "../../src/srs/places.ts";

const path = z.string().min(1, "expected a path");

const storeSchema = z
  .object({
    directory: path.optional(),
    shared: path.optional(),
    quotaBytes: z.number().int("expected a whole number of bytes").nonnegative().optional(),
  })
  .strict();

const ezklSchema = z
  .object({
    models: z.array(path).nonempty().optional(),
    generated: path.optional(),
    types: path.optional(),
    srs: path.optional(),
    defaultSrs: srsChoiceSchema.optional(),
    cacheDir: path.optional(),
    coreImport: z.string().min(1).optional(),
    timeoutSeconds: z.number().positive().optional(),
    store: z.union([z.literal(false), storeSchema]).optional(),
  })
  .strict()
  .optional();

/** The problems of the `ezkl` key, each with the path of its field. */
export function validateEzklConfig(config: HardhatUserConfig): HardhatUserConfigValidationError[] {
  const result = ezklSchema.safeParse(config.ezkl);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: ["ezkl", ...issue.path, key], message: "unknown field" }))
      : [{ path: ["ezkl", ...issue.path], message: issue.message }],
  );
}
