import { HOP_SECONDS } from "../../../models/singing-judge/audio/format.ts";
import { SLOT_SECONDS, type Melody } from "../../../models/singing-judge/melody/melody.ts";

/** Percentage of a melody's time during which the pitch is within half a semitone of the note. @param curve a value every 10 ms */
export function inTune(curve: Float64Array, melody: Melody): number {
  const good = curve.filter((semitones, hop) => {
    const note = melody[Math.floor(((hop + 0.5) * HOP_SECONDS) / SLOT_SECONDS)];
    return note !== undefined && Math.abs(semitones - note) <= 0.5;
  });
  return Math.round((100 * good.length) / curve.length);
}
