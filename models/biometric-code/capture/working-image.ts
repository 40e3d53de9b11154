import { CaptureQualityError } from "../errors.ts";
import { blur, emptyField, sampleAt, type Field } from "./field.ts";
import type { GreyImage } from "./grey-image.ts";

/** The grid that everything after the sensor works on. */
export const WORK_MM = 0.1;
/** A patch and the flow round it need at least this much of a finger, each way. */
const LEAST_MM = 5;
const MOST_MM = 40;
/** Grids that differ by less are one: 254 dots an inch are not quite 0.1 mm in floating point. */
const SAME = 1e-6;

/** The image at 0.1 mm a pixel, smoothed first where the sensor is finer. @throws CaptureQualityError */
export function workingImage(image: GreyImage): Field {
  const { width, height, mmPerPixel, data } = image;
  const [w, h] = [width, height].map((pixels) => pixels * mmPerPixel) as [number, number];
  if (Math.min(w, h) < LEAST_MM)
    throw new CaptureQualityError(`the image shows less than ${LEAST_MM} mm each way`);
  if (Math.max(w, h) > MOST_MM) throw new CaptureQualityError(`the image shows more than ${MOST_MM} mm`);
  const sharp: Field = { width, height, data: Float32Array.from(data) };
  const step = WORK_MM / mmPerPixel;
  if (Math.abs(step - 1) < SAME) return sharp;
  const source = step > 1 ? blur(sharp, 0.45 * step) : sharp;
  const result = emptyField(Math.floor(w / WORK_MM), Math.floor(h / WORK_MM));
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      result.data[y * result.width + x] = sampleAt(source, (x + 0.5) * step - 0.5, (y + 0.5) * step - 0.5);
    }
  }
  return result;
}
