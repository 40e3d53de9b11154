import { PRESSES } from "../../../models/biometric-code/capture/combine.ts";
import { takePresses, type TakenPresses } from "../../../models/biometric-code/capture/take-patch.ts";
import { CONDITIONS } from "../../../models/biometric-code/finger/conditions.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { pressesOf } from "../../../models/biometric-code/finger/presses.ts";

/** What synthetic fingers are called. */
export const FINGER_NAME = /^[\w-]{1,40}$/;

/** Numbers of captures. */
export const MOST_PRESSES = 999_999;

/** A capture of a synthetic finger, and in words where it came from: the same one for the same arguments. @throws CaptureQualityError */
export function pressSynthetic(
  finger: string,
  number: number,
  conditions: keyof typeof CONDITIONS,
): TakenPresses & { source: string } {
  return {
    ...takePresses(pressesOf(createFinger(finger), number, CONDITIONS[conditions])),
    source: `synthetic finger ${finger}, pressed ${PRESSES} times (number ${number}, ${conditions} conditions)`,
  };
}
