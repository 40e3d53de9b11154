import { seededRandom } from "../../src/tune/random.ts";

/** The choices of a failed run can be had again by its seed. */
export function random(seed: number): () => number {
  const source = seededRandom(seed, "faults");
  return () => source.next();
}

/** A whole number from 0 to `below - 1`. */
export function under(below: number, next: () => number): number {
  return Math.floor(next() * below);
}

export function oneOf<T>(list: readonly T[], next: () => number): T {
  return list[under(list.length, next)] as T;
}
