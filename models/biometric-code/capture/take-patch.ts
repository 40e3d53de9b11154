import { CaptureQualityError } from "../errors.ts";
import { combinePatches, PRESSES } from "./combine.ts";
import { extractPatch } from "./extract-patch.ts";
import type { GreyImage } from "./grey-image.ts";

/**
 * What the device makes of a finger that is pressed again and again: takes images until it has accepted `presses` of
 * them, and combines these.
 *
 * @returns 240 bytes
 * @throws CaptureQualityError, that of the last image that was refused, when there are too few good ones
 */
export function takePatch(images: Iterable<GreyImage>, presses = PRESSES): Uint8Array {
  const patches: Uint8Array[] = [];
  let refusal = new CaptureQualityError(`there are no ${presses} presses`);
  for (const image of images) {
    try {
      patches.push(extractPatch(image));
    } catch (error) {
      if (!(error instanceof CaptureQualityError)) throw error;
      refusal = error;
    }
    if (patches.length === presses) return combinePatches(patches);
  }
  throw refusal;
}
