import { CaptureFormatError } from "../errors.ts";
import { decodePgm } from "./decode-pgm.ts";
import { decodePng } from "./decode-png.ts";
import type { GreyImage } from "./grey-image.ts";
import { checkFile, DEFAULT_DPI, mmPerPixel } from "./image-shape.ts";

const PGM = [0x50, 0x35];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Reads a fingerprint's image from the bytes of a PGM (P5) or PNG file.
 *
 * @param where what errors call the file
 * @param dpi dots an inch of the sensor, 200 to 2000: few files of fingerprints say it, and some say it wrong
 * @throws CaptureFormatError
 */
export function readImage(bytes: Uint8Array, where: string, dpi = DEFAULT_DPI): GreyImage {
  checkFile(bytes, where);
  const scale = mmPerPixel(dpi, where);
  const starts = (magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
  if (starts(PGM)) return decodePgm(bytes, scale, where);
  if (starts(PNG)) return decodePng(bytes, scale, where);
  throw new CaptureFormatError(where, "the file is neither a PGM (P5) nor a PNG");
}
