const NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const A4 = 69;
const A4_HZ = 440;

/** Name of a MIDI note number, sharps only: 60 is "C4". */
export function noteName(midi: number): string {
  const octave = Math.floor(midi / 12) - 1;
  return `${NAMES[((midi % 12) + 12) % 12] ?? ""}${octave}`;
}

/** MIDI number of a note such as "C4", "F#3" or "Bb2"; undefined when it is none within 0 to 127. */
export function parseNote(text: string): number | undefined {
  const match = /^([A-Ga-g])([#b]?)(-1|\d)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, letter = "", accidental, octave] = match;
  const midi =
    12 * (Number(octave) + 1) +
    (LETTERS[letter.toUpperCase()] ?? 0) +
    (accidental === "#" ? 1 : accidental === "b" ? -1 : 0);
  return midi >= 0 && midi <= 127 ? midi : undefined;
}

/** Frequency in hertz of a MIDI note number (equal temperament, A4 = 440 Hz); fractions are cents. */
export function midiToHertz(midi: number): number {
  return A4_HZ * 2 ** ((midi - A4) / 12);
}
