import { emptyField, type Field } from "../capture/field.ts";
import type { Random } from "./random.ts";

/** A smooth random function of a place in the finger or on the sensor, in millimetres. */
export type SmoothNoise = (x: number, y: number) => number;

/**
 * Normal values with mean 0 and about this deviation, on a lattice of `spacing` mm that covers `reach` mm to every
 * side of the origin, in between by cubic B-splines; neighbouring values are alike up to about 1.5 spacings.
 */
export function smoothNoise(random: Random, deviation: number, spacing: number, reach: number): SmoothNoise {
  const half = Math.ceil(reach / spacing) + 2;
  const lattice = emptyField(2 * half + 1, 2 * half + 1);
  // The spline's squared weights sum to 0.479² on average: the factor undoes that shrinking.
  for (let i = 0; i < lattice.data.length; i++) lattice.data[i] = random.normal(deviation / 0.479);
  return (x, y) => splineAt(lattice, x / spacing + half, y / spacing + half);
}

function splineAt({ width, height, data }: Field, x: number, y: number): number {
  const left = Math.min(Math.max(Math.floor(x), 1), width - 3);
  const top = Math.min(Math.max(Math.floor(y), 1), height - 3);
  const across = splineWeights(x - left);
  const down = splineWeights(y - top);
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const row = (top - 1 + j) * width + left - 1;
    sum +=
      (down[j] ?? 0) *
      ((across[0] ?? 0) * (data[row] ?? 0) +
        (across[1] ?? 0) * (data[row + 1] ?? 0) +
        (across[2] ?? 0) * (data[row + 2] ?? 0) +
        (across[3] ?? 0) * (data[row + 3] ?? 0));
  }
  return sum;
}

/** The four uniform cubic B-splines that reach a place `t` of the way between two knots. */
function splineWeights(t: number): readonly number[] {
  const u = 1 - t;
  return [u ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (3 * u ** 3 - 6 * u ** 2 + 4) / 6, t ** 3 / 6];
}
