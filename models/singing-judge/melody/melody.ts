/** Slots of a melody; each sounds for `SLOT_SECONDS`. */
export const SLOTS = 16;
export const SLOT_SECONDS = 0.4;
/** Length of a melody in seconds. */
export const MELODY_SECONDS = SLOTS * SLOT_SECONDS;

/** Semitones above the tonic, one for each slot; each lies on the major scale, 0 to 12. */
export type Melody = readonly number[];

/** Degrees 0 to 7 of the major scale, in semitones above the tonic. */
export const SCALE: readonly number[] = [0, 2, 4, 5, 7, 9, 11, 12];

/** Slots that each of the eight notes lasts. All rhythms are orders of the same lengths, so none is harder. */
export const RHYTHMS: readonly (readonly number[])[] = [
  [2, 2, 1, 1, 2, 2, 3, 3],
  [3, 1, 2, 2, 3, 1, 2, 2],
  [2, 1, 1, 2, 3, 2, 2, 3],
  [2, 2, 3, 1, 2, 2, 1, 3],
  [1, 3, 2, 2, 1, 3, 2, 2],
  [2, 3, 1, 2, 2, 3, 1, 2],
  [3, 2, 1, 1, 2, 3, 2, 2],
  [1, 1, 2, 3, 2, 2, 3, 2],
];

const STEPS: readonly number[] = [-3, -2, -1, 1, 2, 3];

const SEED_LIMIT = 1n << 256n;

/**
 * The melody of a ticket's seed, as the contract draws it: eight notes, neighbours always different, at most
 * three degrees apart; a step that would leave the scale is taken the other way.
 *
 * @param seed 0 up to 2^256 - 1
 * @throws RangeError when the seed is no 256-bit unsigned integer
 */
export function melodyFromSeed(seed: bigint): Melody {
  if (seed < 0n || seed >= SEED_LIMIT) throw new RangeError(`melody seed ${seed} is not within 256 bits`);
  let rest = seed;
  const take = (choices: number): number => {
    const choice = Number(rest % BigInt(choices));
    rest /= BigInt(choices);
    return choice;
  };
  const lengths = RHYTHMS[take(RHYTHMS.length)] ?? [];
  let degree = take(SCALE.length);
  return lengths.flatMap((length, note) => {
    if (note > 0) degree = reflected(degree, STEPS[take(STEPS.length)] ?? 0);
    return Array.from({ length }, () => SCALE[degree] ?? 0);
  });
}

function reflected(degree: number, step: number): number {
  const next = degree + step;
  return next < 0 || next >= SCALE.length ? degree - step : next;
}
