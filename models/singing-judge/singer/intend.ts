import { MELODY_SECONDS, SCALE, SLOT_SECONDS, type Melody } from "../melody/melody.ts";
import { notesOf } from "../melody/notes.ts";
import type { Random } from "./random.ts";
import type { Skill } from "./skill.ts";

/** A note as a singer will sing it. */
export interface IntendedNote {
  /** Seconds from the start of the performance. */
  start: number;
  end: number;
  /** Semitones above the tonic. */
  semitone: number;
}

/** The notes that a singer of this skill makes of a melody which begins at `lead` seconds. */
export function intend(melody: Melody, singer: Skill, random: Random, lead: number): IntendedNote[] {
  const sung: IntendedNote[] = [];
  const tempo = 1 - singer.rush;
  for (const note of notesOf(melody)) {
    const start = lead + note.start * SLOT_SECONDS * tempo + random.normal(singer.hurry);
    const length = note.length * SLOT_SECONDS * tempo;
    const written = random.chance(singer.wrongNotes) ? wrongNote(note.semitone, random) : note.semitone;
    const drift = (singer.drift / 100) * ((note.start * SLOT_SECONDS) / MELODY_SECONDS);
    const semitone = written * singer.stretch + drift + random.normal(singer.mistuning / 100);
    const end = start + length * (1 - singer.gaps * random.uniform(0.5, 1.5));
    if (random.chance(singer.missedNotes)) continue;
    sung.push({ start: Math.max(0, start), end, semitone });
  }
  return inOrder(sung);
}

function wrongNote(semitone: number, random: Random): number {
  const others = SCALE.filter((other) => other !== semitone && Math.abs(other - semitone) <= 5);
  return others[Math.floor(random.uniform(0, others.length))] ?? semitone + 2;
}

/** A voice sings one note at a time: each ends when the next begins at the latest. */
function inOrder(notes: IntendedNote[]): IntendedNote[] {
  const sorted = notes.toSorted((a, b) => a.start - b.start);
  return sorted.map((note, i) => ({ ...note, end: Math.min(note.end, sorted[i + 1]?.start ?? Infinity) }));
}
