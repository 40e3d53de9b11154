import { CaptureQualityError } from "../errors.ts";
import { sampleAt } from "./field.ts";
import type { Core } from "./find-core.ts";
import type { Normalised } from "./normalise.ts";
import { PATCH, placeIn } from "./patch.ts";

/** Contrast (deviation, grey levels) that the patch needs, and the least share of it that every corner needs. */
const LEAST_CONTRAST = 10;
const LEAST_EVENNESS = 0.4;

/**
 * Contrast in the middle and the corners of the patch.
 *
 * @throws CaptureQualityError when there is too little of it, or a corner has so much less that it lies off the finger
 */
export function checkPatch({ deviation }: Normalised, core: Core): void {
  const [right, bottom] = [PATCH.width - 1, PATCH.height - 1];
  const probes = [
    [right / 2, bottom / 2],
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const;
  const found = probes.map(([column, row]) => {
    const { x, y } = placeIn(core, column, row);
    const inside = x >= 0 && y >= 0 && x <= deviation.width - 1 && y <= deviation.height - 1;
    return inside ? sampleAt(deviation, x, y) : 0;
  });
  const [least = 0, , median = 0] = found.sort((a, b) => a - b);
  if (median < LEAST_CONTRAST)
    throw new CaptureQualityError(`the contrast is ${median.toFixed(1)} grey levels`);
  if (least < LEAST_EVENNESS * median) throw new CaptureQualityError("the core is too near the edge");
}
