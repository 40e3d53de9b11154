import { combinePatches } from "../capture/combine.ts";
import { extractPatch } from "../capture/extract-patch.ts";
import type { GreyImage } from "../capture/grey-image.ts";
import { CaptureQualityError } from "../errors.ts";

/** What the device made of one finger's images. */
export interface FingerCaptures {
  /** The finger's number or name, and its class where that is known. */
  name: string;
  kind: string;
  /** As many as were asked for, or none: then the device refused the finger. */
  patches: Uint8Array[];
  /** How many images the device was shown, and how many of these it refused. */
  pressed: number;
  refused: number;
}

/** Captures of a finger, and of how many presses each is combined. */
export interface Wanted {
  presses: number;
  perCapture: number;
}

/** Shows images to the device until it has accepted as many as are wanted, or there are no more. */
export function capturesOf(
  name: string,
  kind: string,
  images: Iterable<GreyImage>,
  { presses, perCapture }: Wanted,
): FingerCaptures {
  const enough = presses * perCapture;
  const patches: Uint8Array[] = [];
  let pressed = 0;
  for (const image of images) {
    if (patches.length === enough) break;
    pressed++;
    try {
      patches.push(extractPatch(image));
    } catch (error) {
      if (!(error instanceof CaptureQualityError)) throw error;
    }
  }
  const refused = pressed - patches.length;
  if (patches.length < enough) return { name, kind, patches: [], pressed, refused };
  const captures = Array.from({ length: presses }, (_, index) =>
    combinePatches(patches.slice(index * perCapture, (index + 1) * perCapture)),
  );
  return { name, kind, patches: captures, pressed, refused };
}
