import type { Field } from "../../../models/biometric-code/capture/field.ts";
import type { GreyImage } from "../../../models/biometric-code/capture/grey-image.ts";
import { MM_PER_PIXEL } from "../../../models/biometric-code/finger/ridges.ts";

/** Pearson's correlation of two rows of numbers. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = centred(a);
  const y = centred(b);
  const dot = (p: readonly number[], q: readonly number[]): number =>
    p.reduce((sum, value, i) => sum + value * (q[i] ?? 0), 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

function centred(values: ArrayLike<number>): number[] {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.map((value) => value - mean);
}

/** Millimetres from ridge to ridge, from how often rows and columns pass from ridge to valley. */
export function meanPeriod({ width, height, data }: Field): number {
  let across = 0;
  let along = 0;
  for (let y = 1; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const here = (data[y * width + x] ?? 0) > 0;
      if (here !== (data[y * width + x - 1] ?? 0) > 0) across++;
      if (here !== (data[(y - 1) * width + x] ?? 0) > 0) along++;
    }
  }
  // Crofton: lines of all directions are crossed at 2 / pi of their density, here measured along two of them.
  const crossings = (Math.PI / 4) * ((across + along) / ((width - 1) * (height - 1)));
  return (2 * MM_PER_PIXEL) / crossings;
}

/** The same scene turned (degrees, anticlockwise) and shifted (mm, right and up), seen on a larger sensor. */
export function moved(
  scene: (x: number, y: number) => number,
  turn: number,
  right: number,
  up: number,
  sensor = { width: 140, height: 140, mmPerPixel: 0.1 },
): GreyImage {
  const { width, height, mmPerPixel } = sensor;
  const angle = (turn * Math.PI) / 180;
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = ((i % width) - (width - 1) / 2) * mmPerPixel - right;
    const y = ((height - 1) / 2 - Math.floor(i / width)) * mmPerPixel - up;
    return scene(Math.cos(angle) * x + Math.sin(angle) * y, Math.cos(angle) * y - Math.sin(angle) * x);
  });
  return { width, height, mmPerPixel, data };
}
