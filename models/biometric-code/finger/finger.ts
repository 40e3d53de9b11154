import { emptyField, type Field } from "../capture/field.ts";
import { randomOrientation } from "./orientation.ts";
import { randomPattern, type Pattern } from "./pattern.ts";
import { seededRandom } from "./random.ts";
import { growRidges, MM_PER_PIXEL } from "./ridges.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** A synthetic finger: no person's, made from its seed alone. */
export interface Finger {
  seed: string;
  pattern: Pattern;
  /** 1 on a ridge, -1 in a valley; the middle of the pad is at the middle pixel, the tip is up. */
  ridges: Field;
}

/** What is grown: this far from the middle of the pad to every side. */
export const REACH_MM = 6.8;
/** Ridge to ridge: between fingers, and within one (the papers' range for adults is about 0.4 to 0.6 mm). */
const PERIOD = { meanMm: 0.49, deviationMm: 0.035, limitMm: 0.08, withinMm: 0.02, spacingMm: 2.5 };

/** The same finger for the same seed. About 75 ms. */
export function createFinger(seed: string | number): Finger {
  const random = seededRandom(`finger/${seed}`);
  const pattern = randomPattern(random);
  const orientation = randomOrientation(pattern, random, REACH_MM);
  const mean = PERIOD.meanMm + random.normalWithin(PERIOD.deviationMm, PERIOD.limitMm);
  const waver = smoothNoise(random, PERIOD.withinMm, PERIOD.spacingMm, REACH_MM);
  const half = Math.round(REACH_MM / MM_PER_PIXEL);
  const size = 2 * half + 1;
  const directions = emptyField(size, size);
  const periods = emptyField(size, size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column - half) * MM_PER_PIXEL;
      const y = (half - row) * MM_PER_PIXEL;
      directions.data[row * size + column] = orientation(x, y);
      periods.data[row * size + column] = mean + waver(x, y);
    }
  }
  return { seed: String(seed), pattern, ridges: growRidges(directions, periods, random) };
}
