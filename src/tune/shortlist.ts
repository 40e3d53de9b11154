import type { TuningObjective } from "../artifacts/tuning-record.ts";
import { MAX_CODE_BYTES } from "../artifacts/tuning-record.ts";

import type { Predicted } from "./layouts.ts";
import { score } from "./objective.ts";

/** How many are measured for the objective that was asked for; of each other objective it is the best one, for the front's sake. */
const MEASURED = 4;
/** Predicted times are within a quarter of measured ones. */
const CLEARLY = 1.5;
/** How many of the others are kept on record. */
const RECORDED = 120;

const OBJECTIVES = ["gas", "prove", "balanced"] as const satisfies readonly TuningObjective[];

/** Candidates in the order in which they are to be measured: the best few of the objective, unlike each other, then the best of the others. */
export function shortlist(predicted: readonly Predicted[], objective: TuningObjective): Predicted[] {
  const chosen: Predicted[] = [];
  const take = (from: TuningObjective, most: number): void => {
    const seen = new Set(chosen.map(looks));
    let taken = 0;
    for (const candidate of predicted
      .filter(deployable)
      .toSorted((a, b) => score(a.figures, from) - score(b.figures, from))) {
      if (taken === most) return;
      if (seen.has(looks(candidate)) && !(taken === 0 && !chosen.includes(candidate))) continue;
      if (chosen.some((other) => isHopelessBeside(candidate, other))) continue;
      seen.add(looks(candidate));
      if (!chosen.includes(candidate)) chosen.push(candidate);
      taken++;
    }
  };
  take(objective, MEASURED);
  for (const other of OBJECTIVES) if (other !== objective) take(other, 1);
  return chosen;
}

function deployable({ figures }: Predicted): boolean {
  return figures.verifierBytes <= MAX_CODE_BYTES;
}

/** True when the other one verifies for no more gas and is predicted to be proved so much faster that a measurement will not turn it. */
function isHopelessBeside({ figures }: Predicted, { figures: other }: Predicted): boolean {
  return other.gas <= figures.gas && other.proveSeconds * CLEARLY <= figures.proveSeconds;
}

/** What makes two circuits different enough that measuring both can tell something: release, rows and columns. */
function looks({ spec: { graph, engine, runArgs } }: Predicted): string {
  return `${graph} ${engine} ${runArgs.logrows} ${runArgs.innerColumns}`;
}

/** Those worth keeping on record, best of each objective first; of verifiers that are too large only when there is nothing else. */
export function worthRecording(all: readonly Predicted[]): Predicted[] {
  const predicted = all.filter(deployable);
  if (predicted.length === 0) return all.slice(0, RECORDED);
  const ranked = OBJECTIVES.map((objective) =>
    predicted.toSorted((a, b) => score(a.figures, objective) - score(b.figures, objective)),
  );
  const kept = new Set<Predicted>();
  for (let place = 0; place < predicted.length && kept.size < RECORDED; place++)
    for (const list of ranked) kept.add(list[place] as Predicted);
  return [...kept];
}
