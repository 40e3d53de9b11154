import { readFileSync } from "node:fs";

import { z } from "zod";

const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`));
const limbs = z.array(z.number().int().nonnegative()).length(6);

const contextVectorsSchema = z.object({
  /** What a proof can be for, with its hash and the limbs of that. */
  contexts: z
    .array(
      z.object({
        chainId: z.number().int().positive(),
        consumer: hex(20),
        modelDigest: hex(32),
        account: hex(20),
        scope: hex(32),
        hash: hex(32),
        limbs,
      }),
    )
    .nonempty(),
  /** Hashes that no context was looked for, and their limbs. */
  limbs: z.array(z.object({ hash: hex(32), limbs })).nonempty(),
});

export type ContextVectors = z.infer<typeof contextVectorsSchema>;

/** test/vectors/contexts.json, which scripts/vectors/make-contexts.ts writes. */
export function contextVectors(): ContextVectors {
  const file = new URL("../vectors/contexts.json", import.meta.url);
  return contextVectorsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
