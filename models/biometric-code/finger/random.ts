/** A seeded source of random numbers. */
export interface Random {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Normal with mean 0. */
  normal(deviation: number): number;
  /** Normal with mean 0, drawn again until it is within `limit` of 0. */
  normalWithin(deviation: number, limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
}

/**
 * The same numbers for the same seed: Doty-Humphrey's sfc32, its state filled from the text by FNV-1a. The integers
 * are the same everywhere; `normal` passes through Math.log and Math.cos, whose last digit is up to the engine.
 */
export function seededRandom(seed: string): Random {
  let a = fnv1a(seed, 0x811c9dc5);
  let b = fnv1a(seed, a);
  let c = fnv1a(seed, b);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let i = 0; i < 16; i++) next();
  const unit = (): number => next() / 2 ** 32;
  // Box and Muller; 1 - u keeps the logarithm finite.
  const normal = (deviation: number): number =>
    deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    uniform: (low, high) => low + (high - low) * unit(),
    normal,
    normalWithin: (deviation, limit) => {
      let value = normal(deviation);
      while (Math.abs(value) > limit) value = normal(deviation);
      return value;
    },
    chance: (probability) => unit() < probability,
  };
}

/** Fowler, Noll and Vo's hash of the text's UTF-16 units, started from `basis`. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
