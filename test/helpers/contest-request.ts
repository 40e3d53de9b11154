import { readFileSync } from "node:fs";

import { z } from "zod";

const requestSchema = z.object({
  proofs: z
    .array(
      z.object({
        name: z.string(),
        account: z.string(),
        ticket: z.number().int().positive().transform(BigInt),
        recordingHash: z.string().length(66),
        melodySeed: z.string().length(66),
        melody: z.array(z.number().int().min(0).max(12)).length(16),
        features: z.string(),
      }),
    )
    .nonempty(),
});

/** What the singing judge's recorded proofs were asked to be, by name: test/vectors/singing-judge/request.json. */
export function loadRequest() {
  const file = new URL("../vectors/singing-judge/request.json", import.meta.url);
  const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return (name: string) => {
    const found = proofs.find((proof) => proof.name === name);
    if (found === undefined) throw new Error(`request.json asks for no proof "${name}"`);
    return found;
  };
}
