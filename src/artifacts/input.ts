import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { shapeSchema } from "./scalars.ts";

const valueSchema = z.union([z.number(), z.boolean(), z.string()]);

/**
 * An input file: one flat, row-major list for each input tensor in ONNX order. Values are numbers, booleans, or strings (a
 * field element as the engine writes it). Shapes and values are checked against the model elsewhere.
 */
export const inputSchema = z
  .object({
    input_data: z.array(z.array(valueSchema)),
    /** What the float model answers, for comparison. */
    output_data: z.array(z.array(valueSchema)).nullish(),
    input_shapes: z.array(shapeSchema).nullish(),
  })
  .passthrough();

export type Input = z.infer<typeof inputSchema>;
export type InputValue = z.infer<typeof valueSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseInput(text: string, where: string): Input {
  return parseArtifact(inputSchema, "input", text, where);
}
