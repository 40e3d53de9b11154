/** mulberry32: the choices of a failed run can be had again by its seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `below - 1`. */
export function under(below: number, next: () => number): number {
  return Math.floor(next() * below);
}

export function oneOf<T>(list: readonly T[], next: () => number): T {
  return list[under(list.length, next)] as T;
}
