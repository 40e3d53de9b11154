import type { Pattern, Point } from "./pattern.ts";
import type { Random } from "./random.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** The direction of the ridges at a place of the finger (mm), as an angle in radians, meaningful modulo pi. */
export type Orientation = (x: number, y: number) => number;

/** How far the flow bends at random, and over which distance. */
const WAVER = { radians: 0.13, spacingMm: 2.2 };

/**
 * Ridge flow after Sherlock and Monro ("A model for interpreting fingerprint topology", 1993): half the sum of the
 * angles seen from the cores less half that from the deltas. The plane is stretched and sheared a little first and the
 * angle wavers smoothly, so that no two fingers of a class flow alike.
 */
export function randomOrientation(pattern: Pattern, random: Random, reachMm: number): Orientation {
  const waver = smoothNoise(random, WAVER.radians, WAVER.spacingMm, reachMm);
  const stretch = random.uniform(0.75, 1.35);
  const shear = random.normalWithin(0.12, 0.3);
  const flow = pattern.cores.length === 0 ? archFlow(random) : zeroPoleFlow(pattern, stretch, shear);
  return (x, y) => flow(x, y) + waver(x, y);
}

function zeroPoleFlow({ cores, deltas }: Pattern, stretch: number, shear: number): Orientation {
  const angle = (from: Point, x: number, y: number): number => {
    const dy = y - from.y;
    return Math.atan2(dy, (x - from.x) * stretch + shear * dy);
  };
  return (x, y) => {
    let sum = 0;
    for (const core of cores) sum += angle(core, x, y);
    for (const delta of deltas) sum -= angle(delta, x, y);
    return sum / 2;
  };
}

/** Ridges that rise to a hump in the middle, lower and lower towards the tip. */
function archFlow(random: Random): Orientation {
  const slope = random.uniform(0.5, 1.1);
  const width = random.uniform(2.5, 4);
  const middle = random.normalWithin(0.4, 1);
  return (x, y) => {
    const u = (x - middle) / width;
    const fade = 1 / (1 + Math.exp((y - 1) / 2.5));
    return -Math.atan(slope * fade * 2 * u * Math.exp(-u * u));
  };
}
