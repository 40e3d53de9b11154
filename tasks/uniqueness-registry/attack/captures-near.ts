import { randomBytes } from "node:crypto";

import { SALT_BYTES, sealCapture } from "../../../models/biometric-code/capture/seal.ts";
import { takePatch } from "../../../models/biometric-code/capture/take-patch.ts";
import { hammingDistance } from "../../../models/biometric-code/code.ts";
import { CaptureQualityError } from "../../../models/biometric-code/errors.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { pressesOf } from "../../../models/biometric-code/finger/presses.ts";
import type { CodeReader } from "../model.ts";

/** A capture's 256 bytes and the code that the model makes of them. */
export interface Taken {
  /** Which capture of the finger. */
  number: number;
  capture: Uint8Array;
  code: bigint;
}

/** Captures that a scene may need at most; a good deal more than one in ten is as wanted. */
const MOST = 100;

/** Captures of one synthetic finger, one after the other, that the device's firmware takes and whose codes differ in `within` bits at most from the first. */
export async function* capturesNear(
  reader: Pick<CodeReader, "code">,
  name: string,
  within: bigint,
): AsyncGenerator<Taken, never> {
  const finger = createFinger(name);
  let first: bigint | undefined;
  for (let number = 1; number <= MOST; number++) {
    const patch = patchOf(() => takePatch(pressesOf(finger, number)));
    if (patch === undefined) continue;
    const capture = sealCapture(patch, randomBytes(SALT_BYTES));
    const code = await reader.code(capture);
    first ??= code;
    if (BigInt(hammingDistance(first, code)) <= within) yield { number, capture, code };
  }
  throw new RangeError(`finger ${name} was captured ${MOST} times in vain`);
}

function patchOf(take: () => Uint8Array): Uint8Array | undefined {
  try {
    return take();
  } catch (error) {
    if (error instanceof CaptureQualityError) return undefined;
    throw error;
  }
}
