import { convertIndexedToRgb, decode, type DecodedPng } from "fast-png";

import { CaptureFormatError } from "../errors.ts";
import type { GreyImage } from "./grey-image.ts";
import { checkSides } from "./image-shape.ts";

/** Where the first chunk, which is always the header, has the sides. */
const SIDES_AT = 16;
const COLOUR_AT = 25;
const PALETTE = 3;
/** Weights of red, green and blue in what the eye takes for brightness (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Decodes a PNG: grey or colour, 1 to 16 bits, transparency ignored. @throws CaptureFormatError */
export function decodePng(bytes: Uint8Array, mmPerPixel: number, where: string): GreyImage {
  if (bytes.length < SIDES_AT + 8) throw new CaptureFormatError(where, "the PNG is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Before anything is unpacked.
  checkSides(view.getUint32(SIDES_AT), view.getUint32(SIDES_AT + 4), where);
  try {
    const png = decode(bytes, { checkCrc: true });
    if (bytes[COLOUR_AT] === PALETTE && png.palette === undefined) throw new Error("its palette is missing");
    return { width: png.width, height: png.height, mmPerPixel, data: greysOf(png) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CaptureFormatError(where, `the PNG is damaged: ${problem}`, error);
  }
}

function greysOf(png: DecodedPng): Uint8Array {
  const { width, height, palette } = png;
  if (palette !== undefined) {
    return pick(convertIndexedToRgb(png), width * height, palette[0]?.length ?? 3, 255);
  }
  if (png.depth < 8) return unpackBits(png);
  return pick(png.data, width * height, png.channels, 2 ** png.depth - 1);
}

/** Brightness of each pixel, 0 to 255, from 1 to 4 channels side by side; the fourth, or second, is transparency. */
function pick(values: ArrayLike<number>, count: number, channels: number, most: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => {
    const value = (channel: number): number => values[i * channels + channel] ?? 0;
    const grey = channels < 3 ? value(0) : LUMA[0] * value(0) + LUMA[1] * value(1) + LUMA[2] * value(2);
    return Math.round((grey / most) * 255);
  });
}

/** Greys of 1, 2 or 4 bits: several to a byte, each row from a new one. */
function unpackBits({ width, height, depth, data }: DecodedPng): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const most = 2 ** depth - 1;
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * rowBytes + (bit >> 3)] ?? 0;
    return Math.round((((byte >> (8 - depth - (bit & 7))) & most) / most) * 255);
  });
}
