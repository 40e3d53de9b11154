/** A seeded source of random numbers. */
export interface Random {
  /** Uniform in [0, 1), or [low, high). */
  uniform(low?: number, high?: number): number;
  /** Normal with mean 0. */
  normal(deviation?: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the choices. */
  pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice;
}

/** The same numbers for the same seed, on every machine: Doty-Humphrey's sfc32, its state filled by counting. */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = 0x9e3779b9;
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
  const uniform = (low = 0, high = 1): number => low + (high - low) * (next() / 2 ** 32);
  return {
    uniform,
    // Box and Muller; 1 - u keeps the logarithm finite.
    normal: (deviation = 1) =>
      deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    chance: (probability) => uniform() < probability,
    pick: (choices) => choices[Math.floor(uniform(0, choices.length))] ?? choices[0],
  };
}
