import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { prettyElementsSchema } from "./public-inputs.ts";
import { feltLeSchema } from "./scalars.ts";

const processedSchema = z
  .object({ poseidon_hash: z.array(feltLeSchema).nullish(), polycommit: z.unknown() })
  .passthrough()
  .nullish();

/** The engine's witness (`witness.json`): every input and output, public or not. Keep it private when the inputs are. */
export const witnessSchema = z
  .object({
    /** One list for each input tensor in ONNX order, row-major. */
    inputs: z.array(z.array(feltLeSchema)),
    outputs: z.array(z.array(feltLeSchema)),
    pretty_elements: prettyElementsSchema.nullish(),
    /** `poseidon_hash`: one element for each hashed tensor. */
    processed_inputs: processedSchema,
    processed_params: processedSchema,
    processed_outputs: processedSchema,
    /** Extremes seen by lookups and range checks: compare them with decomp_base ** decomp_legs. */
    max_lookup_inputs: z.number(),
    min_lookup_inputs: z.number(),
    max_range_size: z.number(),
    version: z.string().nullish(),
  })
  .passthrough();

export type Witness = z.infer<typeof witnessSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseWitness(text: string, where: string): Witness {
  return parseArtifact(witnessSchema, "witness", text, where);
}
