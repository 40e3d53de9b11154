import { fitMelody } from "../audio/fit.ts";
import { SLOT_SECONDS, type Melody } from "../melody/melody.ts";
import { notesOf } from "../melody/notes.ts";
import { noteScore } from "./note-score.ts";
import { HOPS_PER_SECOND } from "./track.ts";

/** What droning or wandering earns by chance; it is taken off, and the rest spread over 0 to 1. */
const CHANCE = 0.3;

/**
 * How well a track of true pitches follows a melody, 0 to 1. The singer chooses key and start, so both are fitted
 * first. Then
 *
 *     hop   = accuracy of the averaged pitch: 1 up to 25 cents, smoothly 0 from 150; 0 where there is no voice
 *     note  = mean of its hops (its first 0.2 s weigh 1.5) x (0.7 + 0.3 x steadiness); 50 ms at each end do not count
 *             while the voice glides or pauses
 *     raw   = mean of the notes, by length
 *     score = max(0, raw - 0.3) / 0.7
 *
 * @param pitch semitones above anything every 10 ms, NaN where there is no voice
 */
export function trueScore(pitch: Float64Array, melody: Melody): number {
  const fit = fitMelody(pitch, melody);
  if (fit === undefined) return 0;
  const hopsPerSlot = Math.round(SLOT_SECONDS * HOPS_PER_SECOND);
  const sung = Float64Array.from(
    { length: melody.length * hopsPerSlot },
    (_, hop) => (pitch[fit.start + hop] ?? NaN) - fit.tonic,
  );
  const notes = notesOf(melody);
  const raw = notes.reduce((sum, note, i) => {
    const first = note.start * hopsPerSlot;
    const time = [first, first + note.length * hopsPerSlot] as const;
    return sum + note.length * noteScore(sung, note, time, [notes[i - 1], notes[i + 1]]);
  }, 0);
  return Math.max(0, raw / melody.length - CHANCE) / (1 - CHANCE);
}
