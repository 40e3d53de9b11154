import { blur, sampleAt } from "./field.ts";
import type { Core } from "./find-core.ts";
import type { Normalised } from "./normalise.ts";
import { WORK_MM } from "./working-image.ts";

/**
 * Pixels of a patch, and millimetres between them: ridges are resolved (their periods are about 0.4 to 0.6 mm), and of
 * the spacings tried (0.16 to 0.24 mm) this one told fingers apart best.
 */
export const PATCH = { width: 16, height: 15, mmPerPixel: 0.22 } as const;
/** Bytes of a patch, one a pixel. */
export const PATCH_BYTES = PATCH.width * PATCH.height;
/** Working pixels over which the patch's grid blurs the image, so that nothing finer is aliased. */
const ANTI_ALIAS = 0.8;
/** Grey levels: the middle, and a local deviation. */
const MIDDLE = 128;
const DEVIATION = 56;

/** Where pixels of the patch lie in the working image: column and row may be fractions. */
export function placeIn(core: Core, column: number, row: number): { x: number; y: number } {
  const u = (column - (PATCH.width - 1) / 2) * (PATCH.mmPerPixel / WORK_MM);
  const v = (row - (PATCH.height - 1) / 2) * (PATCH.mmPerPixel / WORK_MM);
  const cos = Math.cos(core.turn);
  const sin = Math.sin(core.turn);
  return { x: core.x + cos * u + sin * v, y: core.y - sin * u + cos * v };
}

/** 16 x 15 pixels round the core with the finger upright, row by row from the top left; 0 is ridge, 255 valley. */
export function cutPatch({ values }: Normalised, core: Core): Uint8Array {
  const smooth = blur(values, ANTI_ALIAS);
  const patch = new Uint8Array(PATCH_BYTES);
  for (let row = 0; row < PATCH.height; row++) {
    for (let column = 0; column < PATCH.width; column++) {
      const { x, y } = placeIn(core, column, row);
      const value = MIDDLE + DEVIATION * sampleAt(smooth, x, y);
      patch[row * PATCH.width + column] = Math.min(Math.max(Math.round(value), 0), 255);
    }
  }
  return patch;
}
