import { PitchDetector } from "pitchy";

import { HOP_SAMPLES, RATE } from "./format.ts";
import { bandPass } from "./band-pass.ts";
import { repairOctaves } from "./repair-octaves.ts";

/** Samples that one pitch is measured on: 64 ms, four periods of the lowest voice. */
const WINDOW = 512;
/** Range of pitch in hertz; a peak outside of it counts as unvoiced. */
const LOWEST = 70;
const HIGHEST = 1_050;
/** How periodic a window must be to count as voiced (height of the McLeod peak, 0 to 1). */
const CLEAR = 0.8;
/** Windows quieter than this part of the loud level are pauses. */
const AUDIBLE = 0.06;
const REFERENCE_HERTZ = 55;

/** Pitch and loudness, one value for each hop of `hopSamples`. */
export interface PitchTrack {
  /** Semitones above 55 Hz; NaN where unvoiced. */
  pitch: Float64Array;
  /** Root mean square. */
  level: Float64Array;
}

/**
 * Measures the pitch of a sound at 8 kHz by McLeod's method, in windows centred on the middle of each hop.
 * Deterministic: the same samples give the same track.
 */
export function pitchTrack(samples: Float32Array, hopSamples = HOP_SAMPLES): PitchTrack {
  const hops = Math.ceil(samples.length / hopSamples);
  const padded = new Float32Array(samples.length + 2 * WINDOW);
  padded.set(samples, WINDOW);
  const heard = bandPass(padded, RATE);
  const detector = PitchDetector.forFloat32Array(WINDOW);
  const level = new Float64Array(hops);
  for (let hop = 0; hop < hops; hop++) level[hop] = rms(windowOf(heard, hop, hopSamples));
  const least = AUDIBLE * loudLevel(level);
  const pitch = new Float64Array(hops).fill(NaN);
  for (let hop = 0; hop < hops; hop++) {
    if ((level[hop] ?? 0) <= least) continue;
    const [hertz, clarity] = detector.findPitch(windowOf(heard, hop, hopSamples), RATE);
    if (clarity >= CLEAR && hertz >= LOWEST && hertz <= HIGHEST) {
      pitch[hop] = 12 * Math.log2(hertz / REFERENCE_HERTZ);
    }
  }
  repairOctaves(pitch, Math.round((HOP_SAMPLES / hopSamples) * 20));
  return { pitch, level };
}

/** Level that nine hops in ten stay below: the sound's own loudness, whatever its gain. */
export function loudLevel(levels: Float64Array): number {
  const sorted = Float64Array.from(levels).sort();
  return sorted[Math.floor(0.9 * sorted.length)] ?? 0;
}

function windowOf(padded: Float32Array, hop: number, hopSamples: number): Float32Array {
  const start = WINDOW + Math.floor((hop + 0.5) * hopSamples) - WINDOW / 2;
  return padded.subarray(start, start + WINDOW);
}

function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
