import { fitKey } from "./fit.ts";
import { FRAMES, MELODY_HOPS } from "./format.ts";
import { loudLevel, pitchTrack } from "./pitch-track.ts";
import type { Recording } from "./recording.ts";
import type { Melody } from "../melody/melody.ts";

/** What the judge hears, one value a frame. */
export interface Features {
  /** Semitones above the singer's tonic, -12 to 24; 0 where unvoiced. */
  pitch: Float64Array;
  /** Loudness of the voiced sound relative to the recording's loud level, 0 to 1; 0 where unvoiced. */
  energy: Float64Array;
}

/** Semitones to which pitches are clipped. */
export const PITCH_RANGE = { lowest: -12, highest: 24 } as const;

/** Features are multiples of this, so that differences of arithmetic in the last bit vanish. */
export const FEATURE_STEP = 1 / 128;

const HOPS_PER_FRAME = MELODY_HOPS / FRAMES;
/** A frame has a pitch when this part of its hops is voiced. */
const VOICED_PART = 0.4;

/**
 * The features of a recording for a melody. Uses nothing but the recording's samples and the melody, so that whoever
 * has both finds the same; runs the same in Node and in browsers.
 */
export function featuresOf(recording: Recording, melody: Melody): Features {
  const { pitch, level } = pitchTrack(Float32Array.from(recording, (sample) => sample / 32_768));
  const features = { pitch: new Float64Array(FRAMES), energy: new Float64Array(FRAMES) };
  const tonic = fitKey(pitch, melody)?.tonic;
  if (tonic === undefined) return features;
  const loud = loudLevel(level.filter((_, hop) => isVoiced(pitch[hop])));
  for (let frame = 0; frame < FRAMES; frame++) {
    const hops = Array.from({ length: HOPS_PER_FRAME }, (_, i) => frame * HOPS_PER_FRAME + i);
    const voiced = hops.filter((hop) => isVoiced(pitch[hop]));
    if (voiced.length < VOICED_PART * HOPS_PER_FRAME) continue;
    const semitones = median(voiced.map((hop) => pitch[hop] ?? 0)) - tonic;
    features.pitch[frame] = rounded(clip(semitones, PITCH_RANGE.lowest, PITCH_RANGE.highest));
    const loudness = voiced.reduce((sum, hop) => sum + Math.min(1, (level[hop] ?? 0) / loud), 0);
    features.energy[frame] = rounded(loudness / HOPS_PER_FRAME);
  }
  return features;
}

function isVoiced(pitch: number | undefined): boolean {
  return pitch !== undefined && !Number.isNaN(pitch);
}

/** Mean of the two middle values when their number is even. */
function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

function clip(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value));
}

function rounded(value: number): number {
  return Math.round(value / FEATURE_STEP) * FEATURE_STEP;
}
