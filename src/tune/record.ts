import { availableParallelism, cpus } from "node:os";

import { tuningRecordSchema, type TuningRecord } from "../artifacts/tuning-record.ts";

import type { Constraint } from "./constraint.ts";
import { candidateOf, type Entry } from "./entry.ts";
import type { Holdout } from "./holdout.ts";
import type { TuneOptions } from "./options.ts";
import { paretoFront } from "./pareto.ts";

/** What a finished search has found. */
interface Found {
  model: string;
  onnxSha256: string;
  options: TuneOptions;
  spentSeconds: number;
  entries: readonly Entry[];
  chosen: Entry | undefined;
  baseline: Entry | undefined;
  constraint: Constraint;
  /** The samples that the choice was held against. */
  holdout: Holdout;
  headroomBits: number;
}

/** The whole search as tuning.json keeps it: a candidate's id is its place. */
export function recordOf(found: Found): TuningRecord {
  const { model, onnxSha256, options, entries, chosen, baseline, constraint, holdout, headroomBits } = found;
  const candidates = entries.map(candidateOf);
  const idOf = (entry: Entry | undefined): number | null =>
    entry === undefined ? null : entries.indexOf(entry);
  const { seed, objective, budgetSeconds, engines } = options;
  return tuningRecordSchema.parse({
    ...{ schemaVersion: 1, model, onnxSha256, seed, objective, constraint },
    holdout: { samples: holdout.samples.length, sha256: holdout.sha256, source: holdout.source },
    ...{ headroomBits, threads: threads(), machine: cpus()[0]?.model.trim() || process.arch, budgetSeconds },
    spentSeconds: Math.round(found.spentSeconds * 10) / 10,
    ...{ engines: [...engines], candidates, front: paretoFront(candidates) },
    ...{ chosen: idOf(chosen), baseline: idOf(baseline) },
  });
}

/** Threads that the engine proves with: one a core unless RAYON_NUM_THREADS says otherwise. */
export function threads(): number {
  const chosen = Number(process.env["RAYON_NUM_THREADS"]);
  return Number.isInteger(chosen) && chosen > 0 ? chosen : availableParallelism();
}
