import { sha256 } from "../pipeline/files.ts";

/** A source of numbers that a seed and a name determine: the same on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [from, to], both included. */
  integer(from: number, to: number): number;
  /** Standard normal. */
  normal(): number;
  shuffled<T>(values: readonly T[]): T[];
}

/**
 * Mulberry32 (32 bits of state, period 2^32), started from a hash of seed and name: good enough to perturb inputs with, for nothing secret.
 */
export function seededRandom(seed: number, name: string): Random {
  let state = Number.parseInt(sha256(`${seed} ${name}`).slice(0, 8), 16);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffled: (values) => {
      const result = [...values];
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [result[i], result[j]] = [result[j] as never, result[i] as never];
      }
      return result;
    },
  };
}
