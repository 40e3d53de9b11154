import { join } from "node:path";

import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { CODE_MODEL } from "../dapp.ts";

const share = z.number().min(0).max(1);
const bits = z.number().int().min(0).max(47);

const thresholdsSchema = z.object({
  /** Bits within which two codes are taken for one finger's; for a move. */
  threshold: bits,
  moveThreshold: bits,
});

const ratesSchema = thresholdsSchema.extend({
  /** How the thresholds were chosen, in words. */
  rule: z.string(),
  /** Share of errors where both kinds are as frequent. */
  eer: share,
  /** What was measured on, in words, and the command that prints the figures. */
  data: z.string(),
  command: z.string(),
  genuinePairs: z.number().int().positive(),
  impostorPairs: z.number().int().positive(),
  rates: z.array(
    z.object({
      threshold: bits,
      /** Share of pairs of two fingers that are taken for one. */
      far: share,
      /** Share of pairs of one finger that are taken for two. */
      frr: share,
      /** Share of honest newcomers who are refused, by the number of enrolled. */
      newcomerRefused: z.record(z.string().regex(/^\d+$/), share),
    }),
  ),
});

/** What the model's own evaluation has chosen. */
export type Thresholds = z.output<typeof thresholdsSchema>;

/** How the model does on held-out synthetic fingers. */
export type Rates = z.output<typeof ratesSchema>;

/** @throws FileMissingError, ArtifactInvalidError */
export async function readThresholds(workspace: Pick<Workspace, "paths">): Promise<Thresholds> {
  return read(workspace, thresholdsSchema);
}

/** The figures that the model's own evaluation has written. @throws FileMissingError, ArtifactInvalidError */
export async function readRates(workspace: Pick<Workspace, "paths">): Promise<Rates> {
  return read(workspace, ratesSchema);
}

async function read<S extends z.ZodTypeAny>(
  { paths }: Pick<Workspace, "paths">,
  schema: S,
): Promise<z.output<S>> {
  const { directory } = await loadModel(paths, CODE_MODEL);
  const path = join(directory, "rates.json");
  return parseArtifact(schema, "rates", await readTextRequired(path, "the model's rates"), path);
}
