import { blur, emptyField, type Field } from "./field.ts";
import type { Flow } from "./flow.ts";

/** How much a place looks like a core (length), and which way round (angle): complex numbers on the flow's grid. */
export interface CoreAnswer {
  re: Field;
  im: Field;
}

/**
 * Complex filtering (Nilsson and Bigun, "Localization of corresponding points in fingerprints by complex filtering",
 * 2003): on the way round a core the doubled angle turns once, so that the flow times the conjugate of such a turn adds
 * up there and nowhere else. Filtering with (x - iy) times a Gaussian is (d/dx - i d/dy) of the blurred flow.
 *
 * @param sigma deviation of the Gaussian in pixels of the flow
 * @returns length 1 for a perfect core, about 0 where the flow is straight, or turns the other way as round a delta
 */
export function coreFilter(flow: Flow, sigma: number): CoreAnswer {
  const re = blur(flow.re, sigma);
  const im = blur(flow.im, sigma);
  const { width, height } = re;
  const answer = { re: emptyField(width, height), im: emptyField(width, height) };
  const scale = (sigma * Math.sqrt(2 / Math.PI)) / 2;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const right = (f: Field): number => (f.data[at + 1] ?? 0) - (f.data[at - 1] ?? 0);
      const up = (f: Field): number => (f.data[at - width] ?? 0) - (f.data[at + width] ?? 0);
      answer.re.data[at] = scale * (right(re) + up(im));
      answer.im.data[at] = scale * (right(im) - up(re));
    }
  }
  return answer;
}

/** The length, squared. */
export function strength({ re, im }: CoreAnswer, x: number, y: number): number {
  const at = y * re.width + x;
  return (re.data[at] ?? 0) ** 2 + (im.data[at] ?? 0) ** 2;
}

/**
 * How far a core is turned, radians anticlockwise. That of an upright one with its delta straight below is the angle of
 * the place seen from it less a quarter turn; a finger turned by t turns the answer by t.
 */
export function turnAt({ re, im }: CoreAnswer, x: number, y: number): number {
  const at = y * re.width + x;
  // Times i: the quarter turn back.
  return Math.atan2(re.data[at] ?? 0, -(im.data[at] ?? 0));
}
