import { z } from "zod";

import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";

/** `tuned`: base 1024 in three legs, no rescaling, columns and rows as predicted to be proved fastest; `defaults`: the engine's own. */
export const SETTINGS = ["tuned", "defaults"] as const;

export const scalingRowSchema = z.object({
  parameters: z.number(),
  engine: z.enum(ENGINE_VERSIONS),
  settings: z.enum(SETTINGS),
  /** Of all that the row depends on. */
  key: z.string(),
  figures: z.union([
    z.object({
      k: z.number(),
      rows: z.number(),
      /** Inner columns. */
      columns: z.number(),
      proveSeconds: z.number(),
      /** Of all threads together: what else runs on the machine hardly changes it. */
      proveCpuSeconds: z.number(),
      setupSeconds: z.number(),
      witnessSeconds: z.number(),
      /** Most resident memory of the process; null where the system does not tell. */
      peakBytes: z.number().nullable(),
      pkBytes: z.number(),
    }),
    z.object({ failed: z.string() }),
  ]),
});

export type ScalingRow = z.infer<typeof scalingRowSchema>;
export type ScalingFigures = Exclude<ScalingRow["figures"], { failed: string }>;
export type SettingsName = (typeof SETTINGS)[number];

export function measuredOf({ figures }: ScalingRow): ScalingFigures | undefined {
  return "failed" in figures ? undefined : figures;
}
