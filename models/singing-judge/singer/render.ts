import { Formants, VOWEL_NAMES, type Vowel } from "./formants.ts";
import { periodFor, valueAt } from "./glottis.ts";
import type { Random } from "./random.ts";
import { HOPS_PER_SECOND, type ControlTrack } from "./track.ts";
import type { Voice } from "./voice.ts";

/** Noise that a wholly breathy source has, relative to its tone. */
const BREATH_GAIN = 1.5;

/**
 * The sound of a voice: a periodic source with breath noise, through moving formants. Each entry after a pause,
 * and each leap of more than a semitone, takes another vowel.
 *
 * @returns samples at `rate`, of no particular level
 */
export function renderVoice(track: ControlTrack, voice: Voice, rate: number, random: Random): Float32Array {
  const hops = track.pitch.length;
  const perHop = rate / HOPS_PER_SECOND;
  const samples = new Float32Array(Math.floor(hops * perHop));
  let vowel: Vowel = random.pick(VOWEL_NAMES);
  const mouth = new Formants(rate, vowel, voice.size);
  let phase = 0;
  let pitch = NaN;
  for (let hop = 0; hop < hops; hop++) {
    const next = track.pitch[hop] ?? NaN;
    if (!Number.isNaN(next) && (Number.isNaN(pitch) || Math.abs(next - pitch) > 1))
      vowel = random.pick(VOWEL_NAMES);
    mouth.moveTo(vowel, voice.size);
    const from = Number.isNaN(pitch) ? next : pitch;
    const to = Number.isNaN(next) ? from : next;
    const hertz = voice.tonic * 2 ** ((Number.isNaN(to) ? 0 : to) / 12);
    const ratio = Number.isNaN(from) ? 1 : 2 ** ((from - to) / 12);
    const period = periodFor(hertz * Math.max(1, ratio), voice.tilt);
    const levelBefore = track.level[hop - 1] ?? 0;
    const levelNow = track.level[hop] ?? 0;
    const end = Math.floor((hop + 1) * perHop);
    for (let i = Math.floor(hop * perHop); i < end; i++) {
      const part = (i - hop * perHop) / perHop;
      const level = levelBefore + (levelNow - levelBefore) * part;
      phase += (hertz * (ratio + (1 - ratio) * part)) / rate;
      phase -= Math.floor(phase);
      const source =
        level === 0
          ? 0
          : level * (valueAt(period, phase) + voice.breath * BREATH_GAIN * random.uniform(-1, 1));
      samples[i] = mouth.shape(source);
    }
    pitch = next;
  }
  return samples;
}
