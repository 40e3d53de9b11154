import type { TuningCandidate, TuningFigures } from "../artifacts/tuning-record.ts";

/** What is to be small: figures of the circuit, and the error on the hold-out. */
const FIGURES = [
  "proveSeconds",
  "pkBytes",
  "memoryBytes",
  "gas",
  "deployGas",
] as const satisfies readonly (keyof TuningFigures)[];

/** Ids of the candidates that no other one beats or equals in everything and beats in something; measured figures count before predicted ones. */
export function paretoFront(candidates: readonly TuningCandidate[]): number[] {
  const points = candidates
    .filter(({ status }) => status === "predicted" || status === "measured")
    .map((candidate) => ({ id: candidate.id, values: valuesOf(candidate) }));
  return points
    .filter(({ values }) => !points.some((other) => dominates(other.values, values)))
    .map(({ id }) => id);
}

function valuesOf({ measured, predicted, error }: TuningCandidate): number[] {
  const figures = measured ?? predicted;
  return [...FIGURES.map((name) => figures?.[name] ?? Infinity), error?.maxAbs ?? Infinity];
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value <= (b[i] as number)) && a.some((value, i) => value < (b[i] as number));
}
