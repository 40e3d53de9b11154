import type { GreyImage } from "../capture/grey-image.ts";
import { ORDINARY, type Conditions } from "./conditions.ts";
import type { Finger } from "./finger.ts";
import { press } from "./press.ts";

/** Somebody who is refused more often than they should be gives up. */
const PATIENCE = 8;

/** The presses of one synthetic capture, one after the other as the device asks for them: other ones for each number of a capture. */
export function* pressesOf(
  finger: Finger,
  capture: number,
  conditions: Conditions = ORDINARY,
): Generator<GreyImage, void> {
  for (let number = 1; number <= PATIENCE; number++) yield press(finger, `${capture}/${number}`, conditions);
}
