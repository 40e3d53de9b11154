/** How often a finger is pressed for one capture. */
export const PRESSES = 3;
/** A press that agrees with no other still counts this much as one that agrees fully: somebody must decide among two. */
const LEAST_AGREEMENT = 0.02;

/**
 * One patch of several presses of a finger, their mean pixel by pixel, in which a press counts by the square of its mean
 * correlation with the others: one whose core was mistaken, or that was smudged, hardly does. As bright and as rich in
 * contrast as the presses are on average. The patch of one press is that press.
 *
 * @param patches one or more, of 240 bytes each
 */
export function combinePatches(patches: readonly Uint8Array[]): Uint8Array {
  const [first] = patches;
  if (first === undefined) throw new RangeError("there is no press to make a patch of");
  if (patches.length === 1) return first.slice();
  const presses = patches.map(standardise);
  const mean = Float64Array.from(first, () => 0);
  for (const press of presses) {
    const others = presses.filter((other) => other !== press);
    const agreement = others.reduce((sum, other) => sum + dot(press.values, other.values), 0) / others.length;
    const weight = Math.max(agreement / first.length, LEAST_AGREEMENT) ** 2;
    press.values.forEach((value, pixel) => (mean[pixel] = (mean[pixel] ?? 0) + weight * value));
  }
  const middle = average(presses.map((press) => press.middle));
  const deviation = average(presses.map((press) => press.deviation));
  const { values } = standardise(mean);
  return Uint8Array.from(values, (value) =>
    Math.min(Math.max(Math.round(middle + deviation * value), 0), 255),
  );
}

interface Standardised {
  middle: number;
  /** 1 for a patch without any contrast. */
  deviation: number;
  /** With mean 0 and deviation 1. */
  values: Float64Array;
}

function standardise(patch: ArrayLike<number>): Standardised {
  const grey = Float64Array.from(patch);
  const middle = average(grey);
  const deviation = Math.sqrt(average(grey.map((value) => (value - middle) ** 2))) || 1;
  return { middle, deviation, values: grey.map((value) => (value - middle) / deviation) };
}

function average(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
