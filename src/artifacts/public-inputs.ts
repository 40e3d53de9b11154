import { z } from "zod";

import { feltBeSchema } from "./scalars.ts";

const decimalsSchema = z.array(z.array(z.string()));
const feltsSchema = z.array(z.array(feltBeSchema));

/**
 * The engine's own decoding of what is public (`pretty_public_inputs`) or of a whole witness (`pretty_elements`): one list
 * for each tensor, as big-endian field elements and as decimal strings of raw / 2^scale.
 */
export const prettyElementsSchema = z
  .object({
    rescaled_inputs: decimalsSchema,
    inputs: feltsSchema,
    processed_inputs: feltsSchema,
    processed_params: feltsSchema,
    processed_outputs: feltsSchema,
    rescaled_outputs: decimalsSchema,
    outputs: feltsSchema,
  })
  .passthrough();

export type PrettyElements = z.infer<typeof prettyElementsSchema>;
