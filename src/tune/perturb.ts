import type { InputValue } from "../artifacts/input.ts";
import type { InputData } from "../pipeline/input.ts";

import { seededRandom, type Random } from "./random.ts";

/** How far a value that has no neighbours to learn a range from may move, as a share of itself. */
const LONE_SPREAD = 0.5;

/**
 * Inputs like a given one: each tensor's values are moved, drawn anew, scaled or permuted within the range that the tensor has. Integers stay
 * integers, booleans are thrown, field elements stay as they are. None is the input itself.
 * @param floats which tensors hold fractions; the others hold integers
 * @returns at most `count`, all different; fewer (or none) where the type leaves no room, as for a model without inputs
 */
export function perturbed(
  data: InputData,
  floats: readonly boolean[],
  count: number,
  seed: number,
): InputData[] {
  const random = seededRandom(seed, "holdout");
  const seen = new Set([JSON.stringify(data)]);
  const samples: InputData[] = [];
  for (let tries = 0; samples.length < count && tries < count * 4; tries++) {
    const sample = data.map((values, tensor) => perturbTensor(values, floats[tensor] ?? true, random));
    const text = JSON.stringify(sample);
    if (seen.has(text)) continue;
    seen.add(text);
    samples.push(sample);
  }
  return samples;
}

function perturbTensor(values: readonly InputValue[], float: boolean, random: Random): InputValue[] {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length < values.length)
    return values.map((value) => (typeof value === "boolean" ? random.next() < 0.5 : value));
  const range = rangeOf(numbers, float);
  const within = (value: number): number => Math.min(range.high, Math.max(range.low, value));
  const manner = random.integer(0, 3);
  if (manner === 0) return random.shuffled(numbers);
  if (!float) return numbers.map(() => random.integer(range.low, range.high));
  const spread = (range.high - range.low) / 8;
  const factor = 0.5 + random.next() / 2;
  return numbers.map((value) => {
    if (manner === 1) return range.low + random.next() * (range.high - range.low);
    return within(manner === 2 ? value * factor : value + random.normal() * spread);
  });
}

/** What the tensor's values span; around a single value, the values of its sign. */
function rangeOf(values: readonly number[], float: boolean): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low < high || !float) return { low, high };
  const reach = Math.abs(low) * LONE_SPREAD;
  return { low: low - reach, high: high + reach };
}
