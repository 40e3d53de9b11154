import { checkPatch } from "./check-patch.ts";
import { findCore } from "./find-core.ts";
import { flowOf } from "./flow.ts";
import type { GreyImage } from "./grey-image.ts";
import { normalise } from "./normalise.ts";
import { cutPatch } from "./patch.ts";
import { workingImage } from "./working-image.ts";

/**
 * What the device makes of a raw image: 16 x 15 grey pixels round the finger's core, upright, locally normalised.
 *
 * @returns 240 bytes, row by row from the top left; 0 is ridge, 255 valley
 * @throws CaptureQualityError when there is too little finger, too little contrast or no core
 */
export function extractPatch(image: GreyImage): Uint8Array {
  const work = workingImage(image);
  const core = findCore(flowOf(work));
  const normalised = normalise(work);
  checkPatch(normalised, core);
  return cutPatch(normalised, core);
}
