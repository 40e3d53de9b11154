import { sampleAt } from "../capture/field.ts";
import type { GreyImage } from "../capture/grey-image.ts";
import { ORDINARY, type Conditions } from "./conditions.ts";
import { REACH_MM, type Finger } from "./finger.ts";
import { placement } from "./placement.ts";
import { seededRandom } from "./random.ts";
import { MM_PER_PIXEL } from "./ridges.ts";
import { skin } from "./skin.ts";

/** The sensor: 10 mm x 12 mm at 254 pixels an inch. */
export const SENSOR = { width: 100, height: 120, mmPerPixel: 0.1 };
/** Grey of the empty sensor, and of a ridge at full contrast. */
const EMPTY = 230;
const RIDGE = 30;

/** One capture of the finger: the same image for the same finger, seed and conditions. About 15 ms. */
export function press(finger: Finger, seed: string | number, conditions: Conditions = ORDINARY): GreyImage {
  const random = seededRandom(`press/${finger.seed}/${seed}`);
  const place = placement(random, conditions);
  const inkOf = skin(random, conditions);
  const contrast = random.uniform(conditions.contrast.least, conditions.contrast.most) * (EMPTY - RIDGE);
  const { width, height, mmPerPixel } = SENSOR;
  const data = new Uint8Array(width * height);
  const half = REACH_MM / MM_PER_PIXEL;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const onPad = place((column - (width - 1) / 2) * mmPerPixel, ((height - 1) / 2 - row) * mmPerPixel);
      const ridge = sampleAt(finger.ridges, half + onPad.x / MM_PER_PIXEL, half - onPad.y / MM_PER_PIXEL);
      const grey = EMPTY - contrast * inkOf(ridge, onPad) + random.normal(conditions.noise);
      data[row * width + column] = Math.min(Math.max(Math.round(grey), 0), 255);
    }
  }
  return { width, height, mmPerPixel, data };
}
