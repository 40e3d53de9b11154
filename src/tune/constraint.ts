import type { TuningRecord } from "../artifacts/tuning-record.ts";

import type { TuneOptions } from "./options.ts";
import type { OutputError, Outputs } from "./output-error.ts";

export type Constraint = TuningRecord["constraint"];

/** A baseline that happens to be exact forbids nothing that is within this share of the outputs' range. */
const FLOOR = 1e-3;

/**
 * What the circuit's outputs must satisfy on the hold-out. Where the caller gives no limit: model.json's `holdout.maxAbsError`, else the error that the
 * engine's own calibration has on the same samples (never below a thousandth of the outputs' range); "argmax" and "sign" need none.
 * @param baseline the engine's own error, and whose it is in words; undefined when its defaults do not get through
 */
export function constraintOf(
  { metric = "max", maxError }: Pick<TuneOptions, "metric" | "maxError">,
  pinnedLimit: number | undefined,
  baseline: { error: OutputError; of: string } | undefined,
  expected: readonly Outputs[],
): Constraint {
  if (maxError !== undefined) return { metric, limit: maxError, basis: "as asked for" };
  if (metric === "argmax" || metric === "sign")
    return { metric, limit: null, basis: "the same on every sample" };
  if (metric === "max" && pinnedLimit !== undefined)
    return { metric, limit: pinnedLimit, basis: "holdout.maxAbsError of model.json" };
  const range = rangeOf(expected);
  const floor = range * FLOOR;
  const own = metric === "mae" ? baseline?.error.mae : baseline?.error.maxAbs;
  if (baseline !== undefined && own !== undefined && own > floor)
    return { metric, limit: own, basis: `the error of ${baseline.of} on the same samples` };
  const why =
    baseline === undefined
      ? "the engine's own calibration does not get through"
      : `${baseline.of} is off by ${own}`;
  return { metric, limit: floor, basis: `a thousandth of the outputs' range of ${range}: ${why}` };
}

/** Undefined when the error is allowed, else why it is not. */
export function violation(error: OutputError, { metric, limit }: Constraint): string | undefined {
  if ((metric === "argmax" || metric === "sign") && error.agreement < 1)
    return `${metric} differs on ${((1 - error.agreement) * 100).toFixed(1)}% of the hold-out`;
  const size = metric === "mae" ? error.mae : error.maxAbs;
  if (limit !== null && !(size <= limit)) return `error ${size} on the hold-out, the limit is ${limit}`;
  return undefined;
}

/** Largest minus smallest value of all outputs, or the largest magnitude where all are the same; 1 where all are zero. */
function rangeOf(outputs: readonly Outputs[]): number {
  let [low, high, size] = [Infinity, -Infinity, 0];
  for (const value of outputs.flat(2)) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    size = Math.max(size, Math.abs(value));
  }
  return high > low ? high - low : size || 1;
}
