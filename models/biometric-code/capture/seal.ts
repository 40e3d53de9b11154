import { CaptureFormatError } from "../errors.ts";
import { PATCH_BYTES } from "./patch.ts";

/** Random bytes behind the patch; they only go into the hash, so that nobody can guess an image and try its hash. */
export const SALT_BYTES = 16;
/** A capture: the patch, then the salt. The model's input, one byte a number. */
export const CAPTURE_BYTES = PATCH_BYTES + SALT_BYTES;

/**
 * @param patch 240 bytes from `extractPatch`
 * @param salt 16 bytes of a cryptographic source, fresh for every capture
 * @returns 256 bytes
 * @throws CaptureFormatError for other lengths
 */
export function sealCapture(patch: Uint8Array, salt: Uint8Array): Uint8Array {
  requireLength("patch", patch, PATCH_BYTES);
  requireLength("salt", salt, SALT_BYTES);
  const capture = new Uint8Array(CAPTURE_BYTES);
  capture.set(patch);
  capture.set(salt, PATCH_BYTES);
  return capture;
}

function requireLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length)
    throw new CaptureFormatError(name, `${bytes.length} bytes where there are ${length}`);
}
