/** Frequencies in hertz of the first four resonances of an average man's vowels, and their widths. */
export const VOWELS = {
  a: [730, 1090, 2440, 3400],
  e: [530, 1840, 2480, 3500],
  i: [280, 2250, 2900, 3600],
  o: [500, 850, 2410, 3300],
  u: [320, 800, 2240, 3200],
} as const;

export type Vowel = keyof typeof VOWELS;
export const VOWEL_NAMES = Object.keys(VOWELS) as [Vowel, ...Vowel[]];

const WIDTHS = [80, 100, 140, 200];
/** Change of a formant towards its vowel within one hop of 10 ms. */
const MOVE = 0.25;

/** A cascade of two-pole resonators (Klatt 1980, eq. 2), each of gain 1 at 0 Hz, that moves from vowel to vowel. */
export class Formants {
  readonly #rate: number;
  readonly #hertz: number[];
  readonly #state = new Float64Array(2 * WIDTHS.length);
  readonly #coefficients = new Float64Array(3 * WIDTHS.length);

  constructor(rate: number, vowel: Vowel, size: number) {
    this.#rate = rate;
    this.#hertz = VOWELS[vowel].map((hertz) => hertz * size);
    this.moveTo(vowel, size);
  }

  /** Moves a part of the way; called once a hop. */
  moveTo(vowel: Vowel, size: number): void {
    WIDTHS.forEach((width, i) => {
      const hertz = (this.#hertz[i] ?? 0) * (1 - MOVE) + MOVE * VOWELS[vowel][i as 0] * size;
      this.#hertz[i] = hertz;
      const c = -Math.exp((-2 * Math.PI * width) / this.#rate);
      const b = 2 * Math.exp((-Math.PI * width) / this.#rate) * Math.cos((2 * Math.PI * hertz) / this.#rate);
      this.#coefficients.set([1 - b - c, b, c], 3 * i);
    });
  }

  /** Next sample of the mouth for one of the source. */
  shape(source: number): number {
    const state = this.#state;
    const coefficients = this.#coefficients;
    let value = source;
    for (let i = 0; i < WIDTHS.length; i++) {
      const one = state[2 * i] as number;
      value =
        (coefficients[3 * i] as number) * value +
        (coefficients[3 * i + 1] as number) * one +
        (coefficients[3 * i + 2] as number) * (state[2 * i + 1] as number);
      state[2 * i + 1] = one;
      state[2 * i] = value;
    }
    return value;
  }
}
