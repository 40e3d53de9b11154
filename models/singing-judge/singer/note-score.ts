import type { Note } from "../melody/notes.ts";
import { smoothStep } from "./voice-track.ts";

/** Cents within which a pitch is perfect, and from which it is worth nothing. */
const IN_TUNE = 25;
const OUT_OF_TUNE = 150;
/** Hops around a change of notes that do not count while the voice glides or pauses: nobody changes in no time. */
const GRACE = 5;
/** A note's first hops count more, since an entry is where time is heard. */
const ENTRY = 20;
const ENTRY_WEIGHT = 1.5;
/** Hops to each side over which vibrato is averaged out: together about one period of it. */
const SMOOTH = 10;
/** Unsteadiness in cents (root mean square around the averaged pitch) that costs nothing: vibrato of 60 cents has 42. */
const STEADY = 45;
const SHAKY = 150;
/** Part of a note that steadiness decides. */
const STEADINESS = 0.3;

/**
 * How well one note is sung, 0 to 1: accuracy of the averaged pitch over its time, times 0.7 + 0.3 x steadiness.
 *
 * @param sung semitones above the tonic every 10 ms from the melody's start, NaN where there is no voice
 * @param first the note's first hop
 * @param end the hop after its last
 */
export function noteScore(
  sung: Float64Array,
  note: Note,
  [first, end]: readonly [number, number],
  [before, after]: readonly [Note | undefined, Note | undefined],
): number {
  let sum = 0;
  let weights = 0;
  let unrest = 0;
  let voiced = 0;
  for (let hop = first; hop < end; hop++) {
    const now = sung[hop] ?? NaN;
    const neighbour = hop < first + GRACE ? before : hop >= end - GRACE ? after : undefined;
    const edge = hop < first + GRACE || hop >= end - GRACE;
    const counts = edge ? 1 - changing(now, note, neighbour) : 1;
    const weight = counts * (hop < first + ENTRY ? ENTRY_WEIGHT : 1);
    weights += weight;
    if (Number.isNaN(now)) continue;
    const averaged = middle(sung.subarray(Math.max(first, hop - SMOOTH), Math.min(end, hop + SMOOTH + 1)));
    sum += weight * accuracy(averaged - note.semitone);
    if (edge) continue;
    unrest += (100 * (now - averaged)) ** 2;
    voiced += 1;
  }
  if (voiced === 0) return 0;
  const steadiness = 1 - smoothStep((Math.sqrt(unrest / voiced) - STEADY) / (SHAKY - STEADY));
  return (sum / weights) * (1 - STEADINESS + STEADINESS * steadiness);
}

/** 1 while the voice pauses, glides between two neighbouring notes, or is still on the other one. */
function changing(pitch: number, note: Note, neighbour: Note | undefined): number {
  if (Number.isNaN(pitch)) return 1;
  if (neighbour === undefined) return 0;
  const low = Math.min(note.semitone, neighbour.semitone);
  const high = Math.max(note.semitone, neighbour.semitone);
  return accuracy(Math.max(0, low - pitch, pitch - high));
}

function accuracy(semitones: number): number {
  return 1 - smoothStep((Math.abs(semitones) * 100 - IN_TUNE) / (OUT_OF_TUNE - IN_TUNE));
}

/** Median of what is voiced. */
function middle(values: Float64Array): number {
  const voiced = values.filter((value) => !Number.isNaN(value)).sort();
  return voiced[voiced.length >> 1] ?? NaN;
}
