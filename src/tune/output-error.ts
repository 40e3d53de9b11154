import type { TuningCandidate } from "../artifacts/tuning-record.ts";

import type { Metric } from "./options.ts";

export type OutputError = NonNullable<TuningCandidate["error"]>;

/** The outputs of one sample: flat lists, one a tensor in ONNX order. */
export type Outputs = readonly (readonly number[])[];

/** Floats whose difference is less than this share of their size are a tie: which of them is larger says nothing. */
const TIE = 1e-6;

/**
 * How far the circuit's answers are from the float model's, sample by sample.
 * @returns largest and mean absolute difference over all elements; agreement as the metric counts it, for "max" and "mae" as "argmax" does
 */
export function outputError(
  found: readonly Outputs[],
  expected: readonly Outputs[],
  metric: Metric,
): OutputError {
  let [maxAbs, sum, count, agreeing] = [0, 0, 0, 0];
  found.forEach((sample, index) => {
    const wanted = expected[index] ?? [];
    sample.forEach((tensor, i) =>
      tensor.forEach((value, j) => {
        const difference = Math.abs(value - (wanted[i]?.[j] ?? Infinity));
        maxAbs = Math.max(maxAbs, difference);
        sum += difference;
        count++;
      }),
    );
    if (sample.every((tensor, i) => agrees(tensor, wanted[i] ?? [], metric))) agreeing++;
  });
  return {
    maxAbs,
    mae: count === 0 ? 0 : sum / count,
    agreement: found.length === 0 ? 0 : agreeing / found.length,
  };
}

/** Same sign of each element, or the same place of the largest one; a tensor of one element has only a sign. */
function agrees(found: readonly number[], wanted: readonly number[], metric: Metric): boolean {
  if (found.length !== wanted.length) return false;
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const tie = Math.max(largest, 1) * TIE;
  if (metric === "sign" || found.length === 1)
    return found.every(
      (value, i) =>
        Math.abs(wanted[i] as number) <= tie || Math.sign(value) === Math.sign(wanted[i] as number),
    );
  const [chosen, best] = [argmax(found), Math.max(...wanted)];
  return best - (wanted[chosen] ?? -Infinity) <= tie;
}

function argmax(values: readonly number[]): number {
  let place = 0;
  values.forEach((value, index) => {
    if (value > (values[place] as number)) place = index;
  });
  return place;
}
