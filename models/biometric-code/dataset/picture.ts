/**
 * Draws the picture of the documentation: synthetic fingers, three presses of each, the core that the device found and
 * the patch it cut; run by hand:
 *
 *     node models/biometric-code/dataset/picture.ts --out docs/samples/synthetic-fingers.svg
 */
import { encode } from "fast-png";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { extractPatch } from "../capture/extract-patch.ts";
import { findCore, type Core } from "../capture/find-core.ts";
import { flowOf } from "../capture/flow.ts";
import type { GreyImage } from "../capture/grey-image.ts";
import { PATCH } from "../capture/patch.ts";
import { WORK_MM, workingImage } from "../capture/working-image.ts";
import { createFinger, type Finger } from "../finger/finger.ts";
import type { PatternClass } from "../finger/pattern.ts";
import { press, SENSOR } from "../finger/press.ts";

const KINDS: readonly PatternClass[] = ["left-loop", "right-loop", "whorl", "tented-arch"];
const PRESSES = [1, 2, 3];
/** Drawing units to a pixel of the sensor, and to one of the patch. */
const SCALE = { print: 2, patch: 8 };
const GAP = 12;
const CELL = {
  width: SENSOR.width * SCALE.print + PATCH.width * SCALE.patch + 2 * GAP,
  height: SENSOR.height * SCALE.print + GAP,
};
const TOP = 90;
const LEFT = 130;

function firstOf(kind: PatternClass): Finger {
  for (let number = 1; ; number++) {
    const finger = createFinger(`picture/${number}`);
    if (finger.pattern.kind === kind) return finger;
  }
}

function pixels(image: Pick<GreyImage, "width" | "height" | "data">, scale: number, style = ""): string {
  const { width, height, data } = image;
  const png = Buffer.from(encode({ width, height, data, channels: 1, depth: 8 })).toString("base64");
  const size = `width="${width * scale}" height="${height * scale}"`;
  return `<image ${size}${style} href="data:image/png;base64,${png}"/>`;
}

/** The core as a dot and the patch as a frame, over the print. */
function overlay({ x, y, turn }: Core): string {
  const unit = SCALE.print * (PATCH.mmPerPixel / WORK_MM);
  const [w, h] = [PATCH.width * unit, PATCH.height * unit];
  const place = `translate(${((x + 0.5) * SCALE.print).toFixed(1)} ${((y + 0.5) * SCALE.print).toFixed(1)})`;
  const turned = `rotate(${((-turn * 180) / Math.PI).toFixed(1)})`;
  return (
    `<g transform="${place} ${turned}" fill="none" stroke="#d33" stroke-width="2">` +
    `<rect x="${-w / 2}" y="${-h / 2}" width="${w}" height="${h}"/><path d="M0 0V${-h / 2}"/>` +
    `<circle r="3.5" fill="#d33" stroke="none"/></g>`
  );
}

function cell(finger: Finger, number: number): string {
  const image = press(finger, number);
  const patch = { width: PATCH.width, height: PATCH.height, data: extractPatch(image) };
  return (
    pixels(image, SCALE.print) +
    overlay(findCore(flowOf(workingImage(image)))) +
    `<g transform="translate(${SENSOR.width * SCALE.print + GAP} ${(CELL.height - PATCH.height * SCALE.patch) / 2})">` +
    `${pixels(patch, SCALE.patch, ' style="image-rendering:pixelated"')}</g>`
  );
}

function row(kind: PatternClass, index: number): string {
  const finger = firstOf(kind);
  const y = TOP + index * CELL.height;
  const cells = PRESSES.map(
    (number, column) =>
      `<g transform="translate(${LEFT + column * CELL.width} ${y})">${cell(finger, number)}</g>`,
  );
  return `<text x="16" y="${y + CELL.height / 2}">${kind.replace("-", " ")}</text>${cells.join("")}`;
}

const { values } = parseArgs({ options: { out: { type: "string" } } });
if (values.out === undefined) throw new Error("say where to: --out FILE");
const width = LEFT + PRESSES.length * CELL.width;
const height = TOP + KINDS.length * CELL.height + GAP;
const heads = PRESSES.map(
  (number, column) => `<text x="${LEFT + column * CELL.width}" y="80">press ${number}</text>`,
);
await writeFile(
  values.out,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="16">` +
    `<rect width="${width}" height="${height}" fill="#fff"/>` +
    `<text x="16" y="26" font-weight="bold">Synthetic fingers, drawn from seeds: nobody's</text>` +
    `<text x="16" y="50">Red: the core that the device found, and the 16 x 15 pixels round it that it cuts (right of each print)</text>` +
    `${heads.join("")}${KINDS.map(row).join("")}</svg>\n`,
);
