/** Semitones that a hop may be away from an octave above or below its surroundings to be taken for an error. */
const NEAR = 1.5;
/** Hops that must be voiced around a hop for a judgement. */
const LEAST_VOICED = 5;

/**
 * Moves pitches that lie an octave above or below the median of their surroundings into it, in place. Pitch
 * detectors mistake octaves for single hops; a singer's leap of an octave lasts longer than the window.
 *
 * @param reach hops on each side that count as the surroundings
 */
export function repairOctaves(pitch: Float64Array, reach: number): void {
  const before = Float64Array.from(pitch);
  for (let hop = 0; hop < pitch.length; hop++) {
    const value = before[hop] ?? NaN;
    if (Number.isNaN(value)) continue;
    const around = before.subarray(Math.max(0, hop - reach), hop + reach + 1).filter((p) => !Number.isNaN(p));
    if (around.length < LEAST_VOICED) continue;
    const middle = around.sort()[around.length >> 1] ?? value;
    for (const octave of [-12, 12]) {
      if (Math.abs(value + octave - middle) < NEAR) pitch[hop] = value + octave;
    }
  }
}
