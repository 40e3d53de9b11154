import { pinkNoise } from "./noise.ts";
import type { Random } from "./random.ts";

/** Where somebody is recorded. */
export interface Room {
  /** Loudest sound of the file, 0 to 1. */
  peak: number;
  /** Level of the room's noise below the voice's loudest, decibels. */
  quiet: number;
  /** Part of reverberation, 0 to 1. */
  wet: number;
  /** Seconds until the reverberation has fallen by 60 decibels. */
  decay: number;
}

export function randomRoom(random: Random): Room {
  return {
    peak: random.uniform(0.15, 0.98),
    quiet: random.uniform(28, 62),
    wet: random.chance(0.3) ? 0 : random.uniform(0, 0.18),
    decay: random.uniform(0.2, 0.6),
  };
}

/** Delays of the echoes in seconds; no two have a common factor worth hearing. */
const ECHOES = [0.0297, 0.0371, 0.0411, 0.0437];

/** The voice as the room's microphone records it. */
export function placeIn(room: Room, voice: Float32Array, rate: number, random: Random): Float32Array {
  const sound = room.wet === 0 ? voice.slice() : reverberate(voice, rate, room);
  const loudest = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const scale = loudest === 0 ? 0 : 1 / loudest;
  const noise = pinkNoise(sound.length, random);
  const noiseLevel = 10 ** (-room.quiet / 20);
  return sound.map((sample, i) => {
    const mixed = room.peak * (sample * scale + noiseLevel * (noise[i] ?? 0));
    return Math.max(-1, Math.min(1, mixed));
  });
}

/** Schroeder's parallel combs (1962). */
function reverberate(voice: Float32Array, rate: number, { wet, decay }: Room): Float32Array {
  const sound = voice.map((sample) => sample * (1 - wet));
  for (const seconds of ECHOES) {
    const delay = Math.round(seconds * rate);
    const feedback = 10 ** ((-3 * seconds) / decay);
    const line = new Float32Array(delay);
    for (let i = 0, at = 0; i < voice.length; i++) {
      const echo = line[at] ?? 0;
      line[at] = (voice[i] ?? 0) + feedback * echo;
      sound[i] = (sound[i] ?? 0) + wet * echo;
      at = at + 1 === delay ? 0 : at + 1;
    }
  }
  return sound;
}
