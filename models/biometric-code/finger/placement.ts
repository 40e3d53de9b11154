import type { Conditions } from "./conditions.ts";
import { REACH_MM } from "./finger.ts";
import type { Point } from "./pattern.ts";
import type { Random } from "./random.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Draws how the finger lies: for a place on the sensor (mm from its middle, y upwards), the place of the pad there. */
export function placement(random: Random, conditions: Conditions): (x: number, y: number) => Point {
  const { turn, shift, stretch, scale } = conditions;
  const angle = (random.normalWithin(turn.deviation, turn.limit) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const dx = random.normalWithin(shift.deviation, shift.limit);
  const dy = random.normalWithin(shift.deviation, shift.limit);
  const across = 1 + random.normalWithin(scale, 3 * scale);
  const along = 1 + random.normalWithin(scale, 3 * scale);
  const dragX = smoothNoise(random, stretch.deviation, stretch.spacing, REACH_MM);
  const dragY = smoothNoise(random, stretch.deviation, stretch.spacing, REACH_MM);
  return (x, y) => {
    const u = x - dx + dragX(x, y);
    const v = y - dy + dragY(x, y);
    return { x: across * (cos * u + sin * v), y: along * (cos * v - sin * u) };
  };
}
