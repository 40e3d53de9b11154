import { CaptureQualityError } from "../errors.ts";
import { combinePatches, PRESSES } from "./combine.ts";
import { extractPatch } from "./extract-patch.ts";
import type { GreyImage } from "./grey-image.ts";

/** The presses that a device accepted, and what it made of them. */
export interface TakenPresses {
  /** One for each press. */
  images: GreyImage[];
  /** 240 bytes. */
  patch: Uint8Array;
}

/**
 * What the device makes of a finger that is pressed again and again: takes images until it has accepted `presses` of
 * them, and combines these.
 *
 * @throws CaptureQualityError, that of the last image that was refused, when there are too few good ones
 */
export function takePresses(images: Iterable<GreyImage>, presses = PRESSES): TakenPresses {
  const taken: GreyImage[] = [];
  const patches: Uint8Array[] = [];
  let refusal = new CaptureQualityError(`there are no ${presses} presses`);
  for (const image of images) {
    try {
      patches.push(extractPatch(image));
      taken.push(image);
    } catch (error) {
      if (!(error instanceof CaptureQualityError)) throw error;
      refusal = error;
    }
    if (patches.length === presses) return { images: taken, patch: combinePatches(patches) };
  }
  throw refusal;
}

/** The patch of `takePresses`. @returns 240 bytes */
export function takePatch(images: Iterable<GreyImage>, presses = PRESSES): Uint8Array {
  return takePresses(images, presses).patch;
}
