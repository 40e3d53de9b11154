import type { TuningFigures, TuningObjective } from "../artifacts/tuning-record.ts";

/** Weight of the figure that an objective does not name: among circuits of equal gas the one that is proved faster, and the other way round. */
const TIE_BREAK = 0.02;

/**
 * How good a circuit is for an objective, in logarithms: lower is better, and a difference of 0.01 is one percent. "balanced" is the
 * geometric mean of prove time and gas.
 */
export function score(
  { gas, proveSeconds }: Pick<TuningFigures, "gas" | "proveSeconds">,
  objective: TuningObjective,
): number {
  const [ofGas, ofTime] = [Math.log(gas), Math.log(proveSeconds)];
  if (objective === "gas") return ofGas + TIE_BREAK * ofTime;
  if (objective === "prove") return ofTime + TIE_BREAK * ofGas;
  return (ofGas + ofTime) / 2;
}
