import { z } from "zod";

import { ENGINE_VERSIONS, DEFAULT_ENGINE_VERSION } from "../engine/versions.ts";
import { ModelConfigError } from "../errors/pipeline.ts";
import { srsChoiceSchema } from "../srs/places.ts";

const bits = z.number().int().min(0).max(64);

const runArgsSchema = z
  .object({
    inputScale: bits,
    paramScale: bits,
    scaleRebaseMultiplier: z.number().int().min(1).max(64),
    logrows: z.number().int().min(4).max(26),
    innerColumns: z.number().int().min(1).max(64),
    decompBase: z
      .number()
      .int()
      .min(2)
      .max(1 << 20),
    decompLegs: z.number().int().min(1).max(64),
    lookupRange: z.tuple([z.number().int(), z.number().int()]),
    rebaseFracZeroConstants: z.boolean(),
    boundedLogLookup: z.boolean(),
    disableFreivalds: z.boolean(),
    variables: z.array(z.tuple([z.string(), z.number().int().positive()])),
  })
  .partial()
  .strict();

/** `models/<name>/model.json`. Paths are relative to the model's folder. */
export const modelConfigSchema = z
  .object({
    onnx: z.string().min(1).default("network.onnx"),
    /** Written by the tuner: the model's own file, where `onnx` is a rewrite of it that says the same. */
    source: z.string().min(1).optional(),
    engine: z.enum(ENGINE_VERSIONS).default(DEFAULT_ENGINE_VERSION),
    /** private: kept by the prover; public: an instance each; hashed: one Poseidon hash an input tensor is public. */
    inputVisibility: z.enum(["private", "public", "hashed"]).default("private"),
    /** Adds a six-limb context pass-through to the graph, which binds a proof to chain, contract, account and scope. */
    context: z.boolean().default(true),
    /** Only "fixed" binds the weights; any other value is refused with the reason. */
    paramVisibility: z.string().default("fixed"),
    runArgs: runArgsSchema.default({}),
    /** "none" takes runArgs as they are; the others let the engine search the scale on the sample input. */
    calibration: z.enum(["resources", "accuracy", "none"]).default("resources"),
    /** A sample input: what calibration runs on. */
    input: z.string().min(1).default("input.json"),
    /** More inputs for the calibration, instead of the sample input. */
    calibrationData: z.string().min(1).optional(),
    /**
     * "specialised": the engine's checks in a cheaper contract that is proved to make them all. "engine": as the engine writes it, with a guard. "reusable": for
     * circuits whose own verifier is too large; engine 23.0.5 only.
     */
    verifier: z.enum(["specialised", "engine", "reusable"]).default("specialised"),
    /** "dev", "ceremony" (of any name) or a ceremony's name; left out: the project's own file, else dev. */
    srs: srsChoiceSchema.optional(),
    /** Inputs the calibration has not seen, with the float model's outputs. */
    holdout: z
      .object({ file: z.string().min(1), maxAbsError: z.number().positive() })
      .strict()
      .optional(),
  })
  .strict();

export type ModelConfig = z.infer<typeof modelConfigSchema>;

/** @throws ModelConfigError naming each wrong field */
export function parseModelConfig(text: string, where: string): ModelConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ModelConfigError(where, [
      { field: "(file)", problem: `not JSON: ${(error as Error).message}` },
    ]);
  }
  const result = modelConfigSchema.safeParse(json);
  if (result.success) return result.data;
  throw new ModelConfigError(
    where,
    result.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ field: [...issue.path, key].join("."), problem: "unknown field" }))
        : [{ field: issue.path.join(".") || "(file)", problem: issue.message }],
    ),
  );
}
