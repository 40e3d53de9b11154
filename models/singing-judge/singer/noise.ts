import type { Random } from "./random.ts";

/** Uniform noise of level 1. */
export function whiteNoise(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => random.uniform(-1, 1));
}

/** Noise of about level 1 that falls by some 3 decibels an octave: white noise through three first-order filters. */
export function pinkNoise(length: number, random: Random): Float32Array {
  const noise = new Float32Array(length);
  let slow = 0;
  let middle = 0;
  let fast = 0;
  for (let i = 0; i < length; i++) {
    const white = random.uniform(-1, 1);
    slow = 0.997 * slow + 0.03 * white;
    middle = 0.963 * middle + 0.09 * white;
    fast = 0.57 * fast + 0.32 * white;
    noise[i] = (slow + middle + fast + 0.06 * white) / 1.2;
  }
  return noise;
}
