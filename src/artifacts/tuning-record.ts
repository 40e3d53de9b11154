import { z } from "zod";

import { ENGINE_VERSIONS } from "../engine/versions.ts";

import { parseArtifact } from "./parse.ts";
import { sha256Schema } from "./scalars.ts";

/** Bytes of runtime code that a chain stores at most: EIP-170. A larger verifier is never chosen. */
export const MAX_CODE_BYTES = 24_576;

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative().finite();
const bits = z.number().int().min(0).max(64);
const rangeSchema = z.tuple([z.number().int(), z.number().int()]);
const engineSchema = z.enum(ENGINE_VERSIONS);

/** What a circuit costs: seconds, bytes, gas. `gas` is that of a whole transaction that calls `verifyProof`. */
const figuresSchema = z
  .object({
    proveSeconds: amount,
    setupSeconds: amount,
    pkBytes: amount,
    /** Peak resident memory while proving. */
    memoryBytes: amount,
    gas: amount,
    deployGas: amount,
    /** Runtime code. */
    verifierBytes: amount,
    proofBytes: amount,
    /** Scalar multiplications on the curve that the verifier does. */
    ecMul: amount,
  })
  .strict();

/** Every run argument that is searched or handed on, none left to the engine's defaults; ranges as in model.json. */
const runArgsSchema = z
  .object({
    inputScale: bits,
    paramScale: bits,
    scaleRebaseMultiplier: z.number().int().min(1).max(64),
    logrows: z.number().int().min(1).max(28),
    innerColumns: z.number().int().min(1).max(64),
    decompBase: z.number().int().min(2),
    decompLegs: z.number().int().min(1).max(64),
    lookupRange: rangeSchema,
    rebaseFracZeroConstants: z.boolean(),
    boundedLogLookup: z.boolean(),
    /** Release 23.0.5 only; left out for others. */
    disableFreivalds: z.boolean().optional(),
    variables: z.array(z.tuple([z.string(), count])),
  })
  .strict();

/** Circuit against float model on the hold-out set. */
const errorSchema = z
  .object({
    maxAbs: amount,
    mae: amount,
    /** Share of the samples with the same argmax, or the same sign for a single output. */
    agreement: z.number().min(0).max(1),
  })
  .strict();

const candidateSchema = z
  .object({
    id: count,
    /** "network.onnx", or the name of the rewrite. */
    graph: z.string().min(1),
    engine: engineSchema,
    runArgs: runArgsSchema,
    rows: count,
    assignments: count,
    k: count.max(28),
    /** Canonical names of the lookup tables. */
    lookups: z.array(z.string()),
    rangeChecks: z.array(rangeSchema),
    error: errorSchema.nullable(),
    predicted: figuresSchema.nullable(),
    measured: figuresSchema.nullable(),
    /** refused: outside the constraint, the headroom or the code size; failed: the engine did not get through. */
    status: z.enum(["predicted", "measured", "refused", "failed"]),
    reason: z.string().min(1).optional(),
  })
  .strict();

/** `models/<name>/tuning.json`: one whole search, committed with the model, so that a reviewer can repeat it. */
export const tuningRecordSchema = z
  .object({
    schemaVersion: z.literal(1),
    model: z.string().min(1),
    /** Of the model's own ONNX file. */
    onnxSha256: sha256Schema,
    seed: count,
    objective: z.enum(["gas", "prove", "balanced"]),
    constraint: z
      .object({
        metric: z.enum(["max", "mae", "argmax", "sign"]),
        /** In units of the outputs; null where the metric is agreement of every sample. */
        limit: amount.nullable(),
        /** Where the limit comes from, in words. */
        basis: z.string().min(1),
      })
      .strict(),
    holdout: z
      .object({
        samples: z.number().int().positive(),
        sha256: sha256Schema,
        source: z.enum(["holdout.json", "generated"]),
      })
      .strict(),
    /** Every intermediate value of every sample may grow by this many bits before the witness aborts. */
    headroomBits: amount,
    threads: z.number().int().positive(),
    machine: z.string().min(1),
    budgetSeconds: z.number().positive(),
    spentSeconds: amount,
    engines: z.array(engineSchema).nonempty(),
    candidates: z.array(candidateSchema),
    /** Ids of the candidates that no other beats in every figure. */
    front: z.array(count),
    chosen: count.nullable(),
    /** The engine's own defaults, for comparison. */
    baseline: count.nullable(),
  })
  .strict()
  .superRefine((record, context) => {
    for (const { path, problem } of inconsistencies(record))
      context.addIssue({ code: z.ZodIssueCode.custom, path, message: problem });
  });

export type TuningRecord = z.infer<typeof tuningRecordSchema>;
export type TuningCandidate = z.infer<typeof candidateSchema>;
export type TuningFigures = z.infer<typeof figuresSchema>;
export type TuningObjective = TuningRecord["objective"];

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseTuningRecord(text: string, where: string): TuningRecord {
  return parseArtifact(tuningRecordSchema, "tuning record", text, where);
}

interface References {
  candidates: z.infer<typeof candidateSchema>[];
  front: number[];
  chosen: number | null;
  baseline: number | null;
}

/** What the shape cannot say: ids stand for one candidate each, and what is claimed of a candidate was measured. */
function inconsistencies({ candidates, front, chosen, baseline }: References) {
  const found: { path: (string | number)[]; problem: string }[] = [];
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  if (byId.size !== candidates.length)
    found.push({ path: ["candidates"], problem: "two candidates share an id" });
  for (const [index, id] of front.entries())
    if (!byId.has(id)) found.push({ path: ["front", index], problem: `there is no candidate ${id}` });
  if (baseline !== null && !byId.has(baseline))
    found.push({ path: ["baseline"], problem: `there is no candidate ${baseline}` });
  for (const [index, { status, measured, reason }] of candidates.entries()) {
    const path = ["candidates", index];
    if (status === "measured" && measured === null)
      found.push({ path: [...path, "measured"], problem: "a measured candidate has no figures" });
    if ((status === "refused" || status === "failed") && reason === undefined)
      found.push({
        path: [...path, "reason"],
        problem: `a candidate was ${status} and the reason is missing`,
      });
  }
  if (chosen === null) return found;
  const choice = byId.get(chosen);
  if (choice?.status !== "measured" || choice.measured === null)
    found.push({ path: ["chosen"], problem: `candidate ${chosen} was not measured` });
  else if (choice.measured.verifierBytes > MAX_CODE_BYTES)
    found.push({ path: ["chosen"], problem: `its verifier is over ${MAX_CODE_BYTES} bytes` });
  return found;
}
