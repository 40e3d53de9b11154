import { MAX_CODE_BYTES, type TuningCandidate, type TuningFigures } from "../artifacts/tuning-record.ts";

import type { CircuitSpec } from "./circuit-spec.ts";
import type { Rendering } from "./cost/index.ts";
import type { Evaluation } from "./evaluate.ts";
import type { CircuitFacts } from "./facts.ts";
import type { Predicted } from "./layouts.ts";
import type { Measurement } from "./measure.ts";

/** A candidate on its way into the record. */
export interface Entry {
  spec: CircuitSpec;
  facts: CircuitFacts;
  /** How its verifier is written: the engine's own only for the engine's own defaults. */
  rendering: Rendering;
  error: TuningCandidate["error"];
  predicted: TuningFigures | null;
  measurement?: Measurement;
  refused?: string | undefined;
}

export function entryOf({ spec, facts, part, figures }: Predicted): Entry {
  const tooLarge = figures.verifierBytes > MAX_CODE_BYTES;
  const refused = `a verifier of about ${Math.round(figures.verifierBytes)} bytes, a chain stores ${MAX_CODE_BYTES}`;
  const { error } = part.evaluation;
  return {
    ...{ spec, facts, rendering: "specialised", error, predicted: figures },
    ...(tooLarge ? { refused } : {}),
  };
}

/** Why a confirmed numeric part cannot be used in this circuit, if it cannot. */
export function refusal(confirmed: Evaluation, { runArgs }: CircuitSpec): string | undefined {
  if (!confirmed.ok) return confirmed.reason;
  const [low, high] = runArgs.lookupRange;
  const [least, most] = confirmed.lookups;
  return least < low || most > high ? `lookups reach from ${least} to ${most}` : undefined;
}

/** As it stands in the record. */
export function candidateOf(entry: Entry, id: number): TuningCandidate {
  const { spec, facts, error, predicted, measurement, refused } = entry;
  const reason = measurement?.ok === false ? measurement.reason : refused;
  return {
    ...{ id, ...spec, rows: facts.rows, assignments: facts.assignments, k: spec.runArgs.logrows },
    lookups: [...facts.lookups],
    rangeChecks: facts.rangeChecks.map(([low, high]) => [low, high]),
    ...{ error, predicted, measured: measurement?.ok === true ? measurement.figures : null },
    status: statusOf(entry),
    ...(reason === undefined ? {} : { reason }),
  };
}

function statusOf({ measurement, refused }: Entry): TuningCandidate["status"] {
  if (measurement?.ok === false) return "failed";
  if (refused !== undefined) return "refused";
  return measurement === undefined ? "predicted" : "measured";
}
