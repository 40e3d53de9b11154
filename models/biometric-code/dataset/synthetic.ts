import type { GreyImage } from "../capture/grey-image.ts";
import { CONDITIONS, type Conditions } from "../finger/conditions.ts";
import { createFinger, type Finger } from "../finger/finger.ts";
import { press } from "../finger/press.ts";
import { capturesOf, type FingerCaptures, type Wanted } from "./captures.ts";

/** Presses of one finger before it counts as refused: this many more than are wanted. */
const PATIENCE = 8;

/** A part of a data set of synthetic fingers. */
export interface SyntheticShare extends Wanted {
  seed: string;
  conditions: keyof typeof CONDITIONS;
  /** Numbers of the fingers. */
  indices: number[];
}

/** Finger n of seed s is always the same one. */
export function syntheticCaptures({
  seed,
  conditions,
  indices,
  ...wanted
}: SyntheticShare): FingerCaptures[] {
  return indices.map((index) => {
    const finger = createFinger(`${seed}/${index}`);
    const images = pressMany(finger, wanted.presses * wanted.perCapture + PATIENCE, CONDITIONS[conditions]);
    return capturesOf(String(index), finger.pattern.kind, images, wanted);
  });
}

function* pressMany(finger: Finger, most: number, conditions: Conditions): Generator<GreyImage> {
  for (let number = 0; number < most; number++) yield press(finger, number, conditions);
}
