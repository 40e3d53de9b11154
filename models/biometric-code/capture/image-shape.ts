import { CaptureFormatError } from "../errors.ts";

/** Bounds on what is decoded, so that a hostile file costs a bounded time and memory. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MAX_SIDE = 4_000;
/** Dots an inch that fingerprint sensors have; the standards' 500 where nothing is said. */
const DPI = { least: 200, most: 2_000 };
export const DEFAULT_DPI = 500;

const MM_PER_INCH = 25.4;

/** @throws CaptureFormatError */
export function checkFile(bytes: Uint8Array, where: string): void {
  if (bytes.length > MAX_FILE_BYTES)
    throw new CaptureFormatError(where, `the file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
}

/** @throws CaptureFormatError */
export function checkSides(width: number, height: number, where: string): void {
  for (const side of [width, height]) {
    if (!Number.isSafeInteger(side) || side < 1 || side > MAX_SIDE)
      throw new CaptureFormatError(
        where,
        `the image is ${width} x ${height}; sides go from 1 to ${MAX_SIDE}`,
      );
  }
}

/** @throws CaptureFormatError for a resolution that no sensor has */
export function mmPerPixel(dpi: number, where: string): number {
  if (!(dpi >= DPI.least && dpi <= DPI.most))
    throw new CaptureFormatError(where, `${dpi} dots an inch; sensors have ${DPI.least} to ${DPI.most}`);
  return MM_PER_INCH / dpi;
}
