import { noteName } from "../../../models/singing-judge/melody/keys.ts";
import { SLOT_SECONDS, type Melody } from "../../../models/singing-judge/melody/melody.ts";
import { notesOf } from "../../../models/singing-judge/melody/notes.ts";

const SOUNDING = "██";
const SILENT = "··";

/** A melody as rows of notes over time, the highest first. @param tonic MIDI note number */
export function drawMelody(melody: Melody, tonic: number): string[] {
  const heights = [...new Set(melody)].sort((a, b) => b - a);
  const rows = heights.map((height) => {
    const cells = melody.map((slot) => (slot === height ? SOUNDING : SILENT));
    return `  ${noteName(tonic + height).padEnd(3)} ${cells.join("")}`;
  });
  return [...rows, `      ${ruler(melody.length)} seconds`];
}

/** The notes in order: "E4 0.8 s, G4 1.2 s, …". */
export function tellMelody(melody: Melody, tonic: number): string {
  return notesOf(melody)
    .map(({ semitone, length }) => `${noteName(tonic + semitone)} ${(length * SLOT_SECONDS).toFixed(1)} s`)
    .join(", ");
}

/** The second at every fourth slot, each slot two characters wide. */
function ruler(slots: number): string {
  const marks = Array.from({ length: slots / 4 }, (_, index) =>
    (index * 4 * SLOT_SECONDS).toFixed(1).padEnd(8),
  );
  return marks.join("");
}
