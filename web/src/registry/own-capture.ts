import type { GreyImage } from "../../../models/biometric-code/capture/grey-image.ts";
import type { SignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";

/** A capture in this page's memory, and nowhere else. */
export interface OwnCapture {
  /** Where it came from, in words. */
  readonly source: string;
  /** The presses that were accepted; none where a file was loaded, for it holds none. */
  readonly images: readonly GreyImage[];
  /** Patch and salt, 256 bytes. */
  readonly bytes: Uint8Array;
  /** Poseidon hash of the bytes. */
  readonly imageHash: bigint;
  /** What the circuit makes of the bytes. */
  readonly code: bigint;
  /** With the device's word for it; undefined where no device has signed. */
  readonly signed: SignedCapture | undefined;
}
