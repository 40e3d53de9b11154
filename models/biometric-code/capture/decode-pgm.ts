import { CaptureFormatError } from "../errors.ts";
import type { GreyImage } from "./grey-image.ts";
import { checkSides } from "./image-shape.ts";

const MOST_GREY = 65_535;
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]);
const HASH = 0x23;
const NEWLINE = 0x0a;

/** Decodes a binary PGM ("P5") of 8 or 16 bits. @throws CaptureFormatError */
export function decodePgm(bytes: Uint8Array, mmPerPixel: number, where: string): GreyImage {
  const header = { at: 2 };
  const width = readNumber(bytes, header, where);
  const height = readNumber(bytes, header, where);
  const most = readNumber(bytes, header, where);
  checkSides(width, height, where);
  if (most < 1 || most > MOST_GREY)
    throw new CaptureFormatError(where, `${most} is no greatest grey of a PGM`);
  const depth = most > 255 ? 2 : 1;
  // One space, and no more, ends the header.
  const pixels = bytes.subarray(header.at + 1);
  if (pixels.length < width * height * depth)
    throw new CaptureFormatError(where, `${pixels.length} of ${width * height * depth} bytes of pixels`);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const grey = depth === 1 ? (pixels[i] ?? 0) : ((pixels[2 * i] ?? 0) << 8) | (pixels[2 * i + 1] ?? 0);
    data[i] = Math.min(Math.round((grey / most) * 255), 255);
  }
  return { width, height, mmPerPixel, data };
}

/** The next decimal number of the header, over spaces and comments. */
function readNumber(bytes: Uint8Array, header: { at: number }, where: string): number {
  let { at } = header;
  for (; SPACE.has(bytes[at] ?? 0) || bytes[at] === HASH; at++) {
    if (bytes[at] === HASH) while (at < bytes.length && bytes[at] !== NEWLINE) at++;
  }
  const from = at;
  while (isDigit(bytes[at])) at++;
  if (at === from) throw new CaptureFormatError(where, "the header of the PGM is cut short or damaged");
  header.at = at;
  return Number(String.fromCharCode(...bytes.subarray(from, Math.min(at, from + 9))));
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
