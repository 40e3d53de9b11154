import { SLOT_SECONDS, type Melody } from "./melody.ts";
import { midiToHertz } from "./keys.ts";
import { notesOf } from "./notes.ts";
import { writeWav } from "../audio/write-wav.ts";

/** Samples a second of the guide. */
export const GUIDE_RATE = 22_050;
/** Clicks before the tune, one slot apart; the tune begins where the next click would be. */
export const COUNT_IN = 4;

const CLICK_SECONDS = 0.03;
const CLICK_HERTZ = 1_500;
const ATTACK_SECONDS = 0.015;
const RELEASE_SECONDS = 0.06;
const TAIL_SECONDS = 0.4;
/** Strength of the first harmonics: a soft reed, easier to sing along with than a sine. */
const HARMONICS = [1, 0.45, 0.25, 0.12, 0.06];
const LEVEL = 0.35;

/**
 * The melody to listen to, as a WAV file (mono, 16 bit): clicks, then the tune.
 *
 * @param tonic MIDI note number of the tonic; 60 (C4) suits most altos, 48 most baritones
 */
export function guideWav(melody: Melody, tonic = 60): Uint8Array {
  const slot = SLOT_SECONDS * GUIDE_RATE;
  const samples = new Float32Array(Math.round((COUNT_IN + melody.length) * slot + TAIL_SECONDS * GUIDE_RATE));
  for (let click = 0; click < COUNT_IN; click++) {
    addTone(samples, click * slot, CLICK_SECONDS * GUIDE_RATE, CLICK_HERTZ, [1]);
  }
  for (const { start, length, semitone } of notesOf(melody)) {
    addTone(samples, (COUNT_IN + start) * slot, length * slot, midiToHertz(tonic + semitone), HARMONICS);
  }
  return writeWav(samples, GUIDE_RATE);
}

/** Adds a tone with raised-cosine edges inside its time, so that neighbours join without a click. */
function addTone(
  samples: Float32Array,
  start: number,
  length: number,
  hertz: number,
  strengths: number[],
): void {
  const attack = Math.min(ATTACK_SECONDS * GUIDE_RATE, length / 2);
  const release = Math.min(RELEASE_SECONDS * GUIDE_RATE, length / 2);
  const audible = strengths.filter((_, i) => hertz * (i + 1) < GUIDE_RATE / 2);
  const first = Math.ceil(start);
  for (let i = first; i < Math.min(samples.length, start + length); i++) {
    const at = i - start;
    const edge = raisedCosine(at / attack) * raisedCosine((length - at) / release);
    const phase = (2 * Math.PI * hertz * at) / GUIDE_RATE;
    const tone = audible.reduce((sum, strength, k) => sum + strength * Math.sin(phase * (k + 1)), 0);
    samples[i] = (samples[i] ?? 0) + LEVEL * edge * tone;
  }
}

/** 0 below 0, 1 above 1, smooth between. */
function raisedCosine(x: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : (1 - Math.cos(Math.PI * x)) / 2;
}
