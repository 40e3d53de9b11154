import { z } from "zod";

import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";

const engineSchema = z.enum(ENGINE_VERSIONS);

/** Circuit against float model on the hold-out set of the search. */
export const errorSchema = z.object({ maxAbs: z.number(), mae: z.number(), agreement: z.number() });

/** One side of a comparison: medians over the runs; seconds, bytes, gas. */
export const figuresSchema = z.object({
  engine: engineSchema,
  k: z.number(),
  rows: z.number(),
  proveSeconds: z.number(),
  setupSeconds: z.number(),
  witnessSeconds: z.number(),
  pkBytes: z.number(),
  /** Most resident memory of one fresh process that does every step; null where the system does not tell. */
  peakBytes: z.number().nullable(),
  proofBytes: z.number(),
  /** Of a transaction that does nothing but verify. */
  gas: z.number(),
  deployGas: z.number(),
  verifierBytes: z.number(),
  /** Who wrote the contract: the engine; the engine, with the guard; or this package, for one verifying key. */
  rendering: z.enum(["engine", "hardened", "specialised"]),
  ecMul: z.number(),
  /** See floor.ts. */
  floorGas: z.number(),
  gasOverFloor: z.number(),
  error: errorSchema.nullable(),
  /** Of a tuned side: what was chosen, by the engine's names. */
  choice: z.object({ graph: z.string(), runArgs: z.record(z.unknown()) }).optional(),
  /** Every run's seconds, in the order of the runs. */
  every: z.object({ prove: z.array(z.number()), setup: z.array(z.number()), witness: z.array(z.number()) }),
});

const sideSchema = z.union([figuresSchema, z.object({ failed: z.string() })]);

export const BARE_SIDES = ENGINE_VERSIONS.map((version) => `bare ${version}` as const);
export const OBJECTIVES = ["prove", "gas"] as const;
const SIDE_NAMES = ["bare 21.0.0", "bare 23.0.5", ...OBJECTIVES] as const satisfies readonly (
  (typeof BARE_SIDES)[number] | (typeof OBJECTIVES)[number]
)[];

export const searchSchema = z.object({
  /** Of both objectives together. */
  seconds: z.number(),
  candidates: z.number(),
  metric: z.string(),
  /** The largest error allowed; null where every sample has to agree. */
  limit: z.number().nullable(),
  holdoutSamples: z.number(),
});

/** One model: each side, or why it has no figures. */
export const rowSchema = z.object({
  model: z.string(),
  /** Of all that the row depends on: resumed only for the same. */
  key: z.string(),
  onnxSha256: z.string(),
  measuredAt: z.string(),
  search: searchSchema.nullable(),
  sides: z.object(
    Object.fromEntries(SIDE_NAMES.map((name) => [name, sideSchema])) as Record<
      (typeof SIDE_NAMES)[number],
      typeof sideSchema
    >,
  ),
});

export type SideName = (typeof SIDE_NAMES)[number];
export type SideFigures = z.infer<typeof figuresSchema>;
export type Side = z.infer<typeof sideSchema>;
export type CircuitError = z.infer<typeof errorSchema>;
export type Search = z.infer<typeof searchSchema>;
export type Row = z.infer<typeof rowSchema>;

export const ALL_SIDES: readonly SideName[] = SIDE_NAMES;

export function figuresOf(side: Side): SideFigures | undefined {
  return "failed" in side ? undefined : side;
}
