import type { IntendedNote } from "./intend.ts";
import type { Random } from "./random.ts";
import type { Skill } from "./skill.ts";
import { HOPS_PER_SECOND, silentTrack, type ControlTrack } from "./track.ts";

/** Notes further apart than this are sung anew; nearer ones are joined by a glide. */
const LEGATO_SECONDS = 0.06;
const SCOOP_SECONDS = 0.06;
const VIBRATO_DELAY = 0.15;
const VIBRATO_RISE = 0.15;
const ATTACK_SECONDS = 0.03;
const RELEASE_SECONDS = 0.04;
/** Every voice's quick irregularity, cents. */
const JITTER = 4;
/** How much of the unsteadiness is left after one hop; its time constant is a fifth of a second. */
const WOBBLE_MEMORY = Math.exp(-1 / (0.2 * HOPS_PER_SECOND));

/** Pitch and loudness of a voice that sings these notes. */
export function voiceTrack(
  notes: readonly IntendedNote[],
  singer: Skill,
  random: Random,
  hops: number,
): ControlTrack {
  const track = silentTrack(hops);
  const vibratoHertz = random.uniform(4.8, 6.4);
  const phase = random.uniform(0, 2 * Math.PI);
  let wobble = random.normal(singer.wobble);
  notes.forEach((note, index) => {
    const before = notes[index - 1];
    const legato = before !== undefined && note.start - before.end < LEGATO_SECONDS;
    const from = legato ? before.semitone : note.semitone - singer.scoop;
    const reach = legato ? singer.glide : SCOOP_SECONDS;
    const loudness = random.uniform(0.7, 1);
    for (
      let hop = Math.ceil(note.start * HOPS_PER_SECOND);
      hop < note.end * HOPS_PER_SECOND && hop < hops;
      hop++
    ) {
      const since = hop / HOPS_PER_SECOND - note.start;
      wobble = wobble * WOBBLE_MEMORY + random.normal(singer.wobble) * Math.sqrt(1 - WOBBLE_MEMORY ** 2);
      const vibrato =
        singer.vibrato *
        Math.min(1, Math.max(0, (since - VIBRATO_DELAY) / VIBRATO_RISE)) *
        Math.sin(phase + (2 * Math.PI * vibratoHertz * hop) / HOPS_PER_SECOND);
      const away = (from - note.semitone) * (1 - smoothStep(since / reach));
      track.pitch[hop] = note.semitone + away + (vibrato + wobble + random.normal(JITTER)) / 100;
      const until = note.end - hop / HOPS_PER_SECOND;
      const rise = legato
        ? 0.6 + 0.4 * smoothStep(since / ATTACK_SECONDS)
        : smoothStep(since / ATTACK_SECONDS);
      track.level[hop] = loudness * rise * smoothStep(until / RELEASE_SECONDS + 0.2);
    }
  });
  return track;
}

/** 0 at 0 and below, 1 at 1 and above, without corners. */
export function smoothStep(x: number): number {
  const t = Math.max(0, Math.min(1, x));
  return t * t * (3 - 2 * t);
}
