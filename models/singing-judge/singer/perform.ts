import type { Audio } from "../audio/audio.ts";
import { MELODY_SECONDS, type Melody } from "../melody/melody.ts";
import { intend } from "./intend.ts";
import { seededRandom, type Random } from "./random.ts";
import { renderVoice } from "./render.ts";
import { placeIn, randomRoom, type Room } from "./room.ts";
import type { Skill } from "./skill.ts";
import { HOPS_PER_SECOND, type ControlTrack } from "./track.ts";
import { randomVoice, type Voice } from "./voice.ts";
import { voiceTrack } from "./voice-track.ts";

/** A recording of a synthetic singer, with the truth about it. */
export interface Performance {
  audio: Audio;
  track: ControlTrack;
}

export interface PerformOptions {
  /** Samples a second; 44,100 unless told. */
  rate?: number;
  /** Chosen by the seed unless given. */
  voice?: Voice;
  room?: Room;
  /** Seconds before the melody; chosen by the seed unless given. */
  lead?: number;
}

/** Lets a synthetic singer sing a melody; the same seed sings the same. */
export function perform(
  melody: Melody,
  skill: Skill,
  seed: number,
  options: PerformOptions = {},
): Performance {
  const random = seededRandom(seed);
  const voice = options.voice ?? randomVoice(random);
  const room = options.room ?? randomRoom(random);
  const lead = options.lead ?? random.uniform(0.1, 1.2);
  const tail = random.uniform(0.2, 0.8);
  const hops = Math.ceil((lead + MELODY_SECONDS * (1 + Math.max(0, -skill.rush)) + tail) * HOPS_PER_SECOND);
  const track = voiceTrack(intend(melody, skill, random, lead), skill, random, hops);
  return { track, audio: record(track, voice, room, options.rate ?? 44_100, random) };
}

/** The sound of a track in a room. */
export function record(track: ControlTrack, voice: Voice, room: Room, rate: number, random: Random): Audio {
  return { rate, samples: placeIn(room, renderVoice(track, voice, rate, random), rate, random) };
}
