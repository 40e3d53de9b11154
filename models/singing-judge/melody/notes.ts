import type { Melody } from "./melody.ts";

/** One sung note of a melody. */
export interface Note {
  /** First slot. */
  start: number;
  /** Slots that it lasts. */
  length: number;
  /** Semitones above the tonic. */
  semitone: number;
}

/** The notes of a melody in order: runs of equal slots (in a drawn melody neighbouring notes always differ). */
export function notesOf(melody: Melody): Note[] {
  const notes: Note[] = [];
  melody.forEach((semitone, slot) => {
    const last = notes.at(-1);
    if (last?.semitone === semitone) last.length += 1;
    else notes.push({ start: slot, length: 1, semitone });
  });
  return notes;
}
