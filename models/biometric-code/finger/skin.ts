import type { Conditions } from "./conditions.ts";
import { REACH_MM } from "./finger.ts";
import type { Point } from "./pattern.ts";
import type { Random } from "./random.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Half axes of the part of the pad that touches, in mm, and over how many mm its edge fades. */
const CONTACT = { across: [4.4, 5], along: [5.2, 6], fade: 0.3 } as const;
/** Distance of the grains that dryness makes, mm. */
const GRAIN = 0.16;

/** How much of a place touches, 0 to 1, by the height of its ridge (-1 to 1). */
export type Ink = (ridge: number, place: Point) => number;

/** Draws the state of the skin: pressure, dryness, the edge of the touching area, perhaps a scratch. */
export function skin(random: Random, conditions: Conditions): Ink {
  const { pressure, dryness, scratch } = conditions;
  const overall = random.normalWithin(pressure.overall, 2.5 * pressure.overall);
  const uneven = smoothNoise(random, pressure.uneven, 1.5, REACH_MM);
  const dry = random.uniform(0, dryness);
  const grains = smoothNoise(random, 1, GRAIN, REACH_MM);
  const a = random.uniform(...CONTACT.across);
  const b = random.uniform(...CONTACT.along);
  const scratched = random.chance(scratch) ? scratchAcross(random) : () => 1;
  return (ridge, { x, y }) => {
    const inside = (1 - Math.sqrt((x / a) ** 2 + (y / b) ** 2)) * a;
    const touch = Math.min(Math.max(inside / CONTACT.fade + 0.5, 0), 1);
    if (touch === 0) return 0;
    const height = ridge + overall + uneven(x, y) - dry * Math.max(grains(x, y), 0);
    return (touch * scratched(x, y)) / (1 + Math.exp(-4 * height));
  };
}

/** A straight gap of 0.1 to 0.3 mm somewhere across the pad: 0 within it, 1 away from it. */
function scratchAcross(random: Random): (x: number, y: number) => number {
  const angle = random.uniform(0, Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const away = random.normal(2);
  const half = random.uniform(0.05, 0.15);
  return (x, y) => Math.min(Math.max((Math.abs(x * cos + y * sin - away) - half) / 0.1, 0), 1);
}
