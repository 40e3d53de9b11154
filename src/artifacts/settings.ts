import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { shapeSchema, timestampSchema } from "./scalars.ts";
import { visibilitySchema } from "./visibility.ts";

const scaleSchema = z.number().int().min(-126).max(126);
const rangeSchema = z.tuple([z.number().int(), z.number().int()]);

/** The element types that the engine knows: floats are quantised with a scale, the others have scale 0. */
export const elementTypeSchema = z.enum(["Bool", "F16", "F32", "F64", "Int", "TDim"]);

export type ElementType = z.infer<typeof elementTypeSchema>;

/**
 * How the circuit is built. The keys that this package reads are checked; versions differ in the others, which pass through.
 * `decomp_base ** decomp_legs` bounds every value in the circuit.
 */
export const runArgsSchema = z
  .object({
    input_scale: scaleSchema,
    param_scale: scaleSchema,
    scale_rebase_multiplier: z.number().int().nonnegative(),
    lookup_range: rangeSchema,
    logrows: z.number().int().min(1).max(28),
    num_inner_cols: z.number().int().positive(),
    variables: z.array(z.tuple([z.string(), z.number().int().nonnegative()])),
    input_visibility: visibilitySchema,
    output_visibility: visibilitySchema,
    param_visibility: visibilitySchema,
    check_mode: z.enum(["SAFE", "UNSAFE"]),
    decomp_base: z.number().int().min(2),
    decomp_legs: z.number().int().positive(),
    ignore_range_check_inputs_outputs: z.boolean(),
  })
  .passthrough();

/** The engine's GraphSettings (`settings.json`), as 21.0.0 and 23.0.5 write them. */
export const settingsSchema = z
  .object({
    run_args: runArgsSchema,
    num_rows: z.number().int().nonnegative(),
    total_assignments: z.number().int().nonnegative(),
    /** Public inputs, then public outputs; tensors of any other visibility are left out. */
    model_instance_shapes: z.array(shapeSchema),
    /** Bits, one for each input in ONNX order, whatever its visibility. */
    model_input_scales: z.array(scaleSchema),
    /** Bits, one for each output in ONNX order. */
    model_output_scales: z.array(scaleSchema),
    /** `poseidon`: rows, and the number of hashes; `polycommit`: lengths of the committed tensors. */
    module_sizes: z
      .object({
        polycommit: z.array(z.number().int().nonnegative()),
        poseidon: z.tuple([z.number().int().nonnegative(), z.array(z.number().int().nonnegative())]),
      })
      .passthrough(),
    required_lookups: z.array(z.unknown()),
    required_range_checks: z.array(rangeSchema),
    version: z.string().min(1),
    timestamp: timestampSchema.nullish(),
    input_types: z.array(elementTypeSchema),
    output_types: z.array(elementTypeSchema),
  })
  .passthrough();

export type Settings = z.infer<typeof settingsSchema>;
export type RunArgs = z.infer<typeof runArgsSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseSettings(text: string, where: string): Settings {
  return parseArtifact(settingsSchema, "settings", text, where);
}
