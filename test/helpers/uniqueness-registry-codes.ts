/** Codes for tests: random ones, and ones at a known distance. 128 bits as a bigint, chunk 0 in the highest sixteen. */

export const CHUNKS = 8;
const CHUNK_BITS = 16;
const BITS = CHUNKS * CHUNK_BITS;

/** Numbers in [0, 1). */
export type Random = () => number;

/** Mulberry32. */
export function generator(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random: Random, bound: number) => Math.floor(random() * bound);

export const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;

export function randomCode(random: Random): bigint {
  let code = 0n;
  for (let i = 0; i < CHUNKS; i++) code = (code << 16n) | BigInt(below(random, 1 << CHUNK_BITS));
  return code;
}

/** Bits that differ, counted byte by byte. */
export function distanceOf(a: bigint, b: bigint): number {
  let bits = 0;
  for (let rest = a ^ b; rest !== 0n; rest >>= 32n) {
    for (let word = Number(rest & 0xffffffffn); word !== 0; word = (word & (word - 1)) >>> 0) bits++;
  }
  return bits;
}

/** The code with as many of its bits flipped, anywhere. */
export const flipped = (random: Random, code: bigint, flips: number) => code ^ mask(random, BITS, flips);

/** The code with so many bits flipped in each chunk. */
export function flippedInChunks(random: Random, code: bigint, flips: readonly number[]): bigint {
  return flips.reduce(
    (result, count, chunk) => result ^ (mask(random, CHUNK_BITS, count) << shiftOf(chunk)),
    code,
  );
}

/** The code with a chunk set to a value. */
export const withChunk = (code: bigint, chunk: number, value: number) =>
  (code & ~(0xffffn << shiftOf(chunk))) | (BigInt(value) << shiftOf(chunk));

export const chunkOf = (code: bigint, chunk: number) => Number((code >> shiftOf(chunk)) & 0xffffn);

/** As many codes as one transaction can insert. */
export const inBatches = (codes: readonly bigint[], size = 24): bigint[][] =>
  Array.from({ length: Math.ceil(codes.length / size) }, (_, i) => codes.slice(i * size, (i + 1) * size));

const shiftOf = (chunk: number) => BigInt(CHUNK_BITS * (CHUNKS - 1 - chunk));

/** `count` of the lowest `bits` bits, each choice alike. */
function mask(random: Random, bits: number, count: number): bigint {
  const places = Array.from({ length: bits }, (_, i) => i);
  let chosen = 0n;
  for (let i = 0; i < count; i++) {
    const [place] = places.splice(below(random, places.length), 1);
    chosen |= 1n << BigInt(place!);
  }
  return chosen;
}
