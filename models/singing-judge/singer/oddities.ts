import { MELODY_SECONDS, SLOT_SECONDS, type Melody } from "../melody/melody.ts";
import { pinkNoise, whiteNoise } from "./noise.ts";
import { record, type Performance } from "./perform.ts";
import { seededRandom, type Random } from "./random.ts";
import { placeIn, randomRoom } from "./room.ts";
import { HOPS_PER_SECOND, silentTrack } from "./track.ts";
import { randomVoice } from "./voice.ts";
import { smoothStep } from "./voice-track.ts";

/** Sounds that nobody sings, to ask a judge about. */
export const ODDITIES = ["silence", "white-noise", "pink-noise", "hum", "babble", "sine"] as const;
export type Oddity = (typeof ODDITIES)[number];

const SECONDS = MELODY_SECONDS + 1;
const HOPS = Math.round(SECONDS * HOPS_PER_SECOND);

/**
 * A sound that is no singing; the same seed gives the same. Its track says that there is no voice, except for the
 * sine, which follows the melody perfectly.
 */
export function oddity(kind: Oddity, melody: Melody, seed: number, rate = 44_100): Performance {
  const random = seededRandom(seed);
  const length = Math.round(SECONDS * rate);
  const quiet = (samples: Float32Array): Performance => ({
    audio: { samples, rate },
    track: silentTrack(HOPS),
  });
  switch (kind) {
    case "silence":
      return quiet(new Float32Array(length));
    case "white-noise":
      return quiet(scaled(whiteNoise(length, random), random.uniform(0.01, 0.9)));
    case "pink-noise":
      return quiet(scaled(pinkNoise(length, random), random.uniform(0.01, 0.9)));
    case "hum":
      return quiet(hum(length, rate, random));
    case "babble":
      return quiet(babble(rate, random));
    case "sine":
      return sine(melody, rate, random);
  }
}

/** Mains or a machine: a steady tone of some harmonics, with noise. */
function hum(length: number, rate: number, random: Random): Float32Array {
  const hertz = random.pick([50, 60, 100, 120, random.uniform(75, 400)]);
  const strengths = Array.from({ length: 6 }, () => random.uniform());
  const tone = Float32Array.from({ length }, (_, i) =>
    strengths.reduce((sum, s, k) => sum + s * Math.sin((2 * Math.PI * hertz * (k + 1) * i) / rate), 0),
  );
  return placeIn({ ...randomRoom(random), wet: 0 }, tone, rate, random);
}

/**
 * Something like speech: syllables of a tenth to a third of a second, a falling and wandering pitch, pauses between
 * phrases.
 */
function babble(rate: number, random: Random): Float32Array {
  const track = silentTrack(HOPS);
  let declination = 0;
  for (let hop = Math.round(random.uniform(0, 60)); hop < HOPS;) {
    const length = Math.round(random.uniform(9, 32));
    const from = declination + random.normal(1.8);
    const to = from + random.normal(1.6);
    for (let i = 0; i < length && hop + i < HOPS; i++) {
      const part = i / length;
      track.pitch[hop + i] = from + (to - from) * smoothStep(part) + random.normal(0.1);
      track.level[hop + i] = Math.sin(Math.PI * part) ** 0.6;
    }
    declination -= random.uniform(0, 0.6);
    const pause = random.chance(0.15);
    if (pause) declination = random.normal(1.5) + 2;
    hop += length + Math.round(pause ? random.uniform(20, 70) : random.uniform(0, 9));
  }
  const voice = { ...randomVoice(random), breath: random.uniform(0.02, 0.25) };
  return record(track, voice, randomRoom(random), rate, random).samples;
}

/** A generator that plays the melody without a flaw. */
function sine(melody: Melody, rate: number, random: Random): Performance {
  const tonic = random.uniform(100, 400);
  const lead = Math.round(random.uniform(0, 80));
  const track = silentTrack(HOPS);
  const samples = new Float32Array(Math.round(SECONDS * rate));
  let phase = 0;
  for (let hop = lead; hop < lead + MELODY_SECONDS * HOPS_PER_SECOND; hop++) {
    track.pitch[hop] = melody[Math.floor((hop - lead + 0.5) / (SLOT_SECONDS * HOPS_PER_SECOND))] ?? 0;
    track.level[hop] = 1;
  }
  for (let i = 0; i < samples.length; i++) {
    const pitch = track.pitch[Math.floor((i / rate) * HOPS_PER_SECOND)] ?? NaN;
    if (Number.isNaN(pitch)) continue;
    phase += (tonic * 2 ** (pitch / 12)) / rate;
    samples[i] = 0.5 * Math.sin(2 * Math.PI * phase);
  }
  return { audio: { samples, rate }, track };
}

function scaled(samples: Float32Array, gain: number): Float32Array {
  return samples.map((sample) => Math.max(-1, Math.min(1, sample * gain)));
}
