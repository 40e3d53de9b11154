import { expect } from "chai";
import { crc32, deflateSync } from "node:zlib";

import { extractPatch } from "../../../models/biometric-code/capture/extract-patch.ts";
import { readImage } from "../../../models/biometric-code/capture/read-image.ts";
import { CaptureFormatError } from "../../../models/biometric-code/errors.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { press } from "../../../models/biometric-code/finger/press.ts";

/** Colour types of PNG. */
const [GREY, RGB, PALETTE, GREY_ALPHA, RGBA] = [0, 2, 3, 4, 6];

function pgm(header: string, pixels: Iterable<number>): Uint8Array {
  return Buffer.concat([Buffer.from(header), Buffer.from([...pixels])]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A PNG whose rows are given as they are packed, unfiltered. */
function png(
  [width, height]: readonly [number, number],
  [depth, colour]: readonly [number, number | undefined],
  rows: readonly (readonly number[])[],
  palette?: readonly number[],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour ?? 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(palette === undefined ? [] : [chunk("PLTE", Buffer.from(palette))]),
    chunk("IDAT", deflateSync(Buffer.from(rows.flatMap((row) => [0, ...row])))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function greys(bytes: Uint8Array): number[] {
  return [...readImage(bytes, "test").data];
}

describe("fingerprint images: PGM", () => {
  it("are read with comments, other greatest greys and 16 bits", () => {
    const read = readImage(pgm("P5\n# a finger\n3 2\n255\n", [0, 1, 2, 253, 254, 255]), "test");
    expect(read).to.deep.include({ width: 3, height: 2, data: Uint8Array.from([0, 1, 2, 253, 254, 255]) });
    expect(read.mmPerPixel).to.equal(25.4 / 500);
    expect(greys(pgm("P5 2 1 15\n", [15, 5]))).to.deep.equal([255, 85]);
    expect(greys(pgm("P5 2 1 65535\n", [255, 255, 128, 0]))).to.deep.equal([255, 128]);
    // The one space behind the header is a newline here; the first pixel looks like one too.
    expect(greys(pgm("P5 1 1 255\n", [10]))).to.deep.equal([10]);
  });

  it("are refused when damaged", () => {
    for (const [what, bytes] of Object.entries({
      "no numbers": pgm("P5\n", []),
      "a word for a number": pgm("P5 three 2 255\n", [0, 0, 0, 0, 0, 0]),
      "a comment that never ends": pgm("P5 # 2 2 255", []),
      "too few pixels": pgm("P5 2 2 255\n", [0, 0, 0]),
      "no side": pgm("P5 0 2 255\n", []),
      "a huge side": pgm("P5 100000 1 255\n", []),
      "a side of many digits": pgm(`P5 ${"9".repeat(400)} 1 255\n`, []),
      "no grey": pgm("P5 1 1 0\n", [0]),
      "too many greys": pgm("P5 1 1 65536\n", [0, 0]),
    }))
      expect(() => readImage(bytes, "test"), what).to.throw(CaptureFormatError);
  });
});

describe("fingerprint images: PNG", () => {
  it("are read in every kind of colour and depth", () => {
    const two = [2, 1] as const;
    expect(greys(png(two, [8, GREY], [[7, 200]]))).to.deep.equal([7, 200]);
    expect(greys(png(two, [16, GREY], [[255, 255, 128, 0]]))).to.deep.equal([255, 128]);
    expect(greys(png(two, [8, GREY_ALPHA], [[7, 0, 200, 255]]))).to.deep.equal([7, 200]);
    expect(greys(png(two, [8, RGB], [[90, 90, 90, 255, 0, 0]]))).to.deep.equal([90, 76]);
    expect(greys(png(two, [8, RGBA], [[90, 90, 90, 0, 0, 0, 255, 9]]))).to.deep.equal([90, 29]);
    expect(greys(png(two, [8, PALETTE], [[1, 0]], [0, 0, 0, 60, 60, 60]))).to.deep.equal([60, 0]);
    expect(greys(png([3, 2], [1, GREY], [[0b10100000], [0b01000000]]))).to.deep.equal([
      ...[255, 0, 255],
      ...[0, 255, 0],
    ]);
    expect(greys(png([3, 1], [4, GREY], [[0x0f, 0x50]]))).to.deep.equal([0, 255, 85]);
    expect(greys(png([3, 1], [2, PALETTE], [[0b00011000]], [9, 9, 9, 60, 60, 60, 80, 80, 80]))).to.deep.equal(
      [9, 60, 80],
    );
  });

  it("are refused when damaged", () => {
    const whole = png([2, 1], [8, GREY], [[7, 200]]);
    const flipped = Uint8Array.from(whole, (byte, i) => (i === 45 ? byte ^ 1 : byte));
    for (const [what, bytes] of Object.entries({
      "cut in the header": whole.subarray(0, 20),
      "cut in the pixels": whole.subarray(0, 48),
      "a flipped bit": flipped,
      "a huge side": png([100_000, 1], [8, GREY], [[]]),
      "no side": png([0, 1], [8, GREY], [[]]),
      "too few rows": png([2, 9], [8, GREY], [[7, 200]]),
      "an unknown depth": png([2, 1], [3, GREY], [[0]]),
      "no palette": png([2, 1], [8, PALETTE], [[0, 1]]),
      "an index beyond the palette": png([2, 1], [8, PALETTE], [[0, 5]], [9, 9, 9]),
    }))
      expect(() => readImage(bytes, "test"), what).to.throw(CaptureFormatError);
  });
});

describe("fingerprint images", () => {
  it("are refused in another format, of no sensor's resolution, or far too large", () => {
    expect(() => readImage(Buffer.from("GIF89a"), "test")).to.throw(CaptureFormatError, "neither");
    expect(() => readImage(new Uint8Array(0), "test")).to.throw(CaptureFormatError, "neither");
    expect(() => readImage(new Uint8Array(8 * 1024 * 1024 + 1), "test")).to.throw(CaptureFormatError, "MiB");
    for (const dpi of [0, 72, 5000, NaN, -500])
      expect(() => readImage(pgm("P5 1 1 255\n", [0]), "test", dpi)).to.throw(CaptureFormatError, "dots");
  });

  it("name the file that is wrong", () => {
    try {
      readImage(new Uint8Array(3), "finger.png");
      expect.fail("was read");
    } catch (error) {
      expect(error).to.be.instanceOf(CaptureFormatError).with.property("where", "finger.png");
    }
  });

  it("give the patch that the sensor's own image gives", () => {
    const image = press(createFinger("capture/2"), 1);
    const rows = Array.from({ length: image.height }, (_, y) => [
      ...image.data.subarray(y * image.width, (y + 1) * image.width),
    ]);
    const dpi = 254;
    const fromPgm = readImage(pgm(`P5 ${image.width} ${image.height} 255\n`, image.data), "test", dpi);
    const fromPng = readImage(png([image.width, image.height], [8, GREY], rows), "test", dpi);
    const patch = extractPatch(image);
    expect(extractPatch(fromPgm)).to.deep.equal(patch);
    expect(extractPatch(fromPng)).to.deep.equal(patch);
  });
});
