import { CodeRangeError } from "./errors.ts";

/** Bits of a code. */
export const CODE_BITS = 128;
/** Outputs of the model, of 16 bits each. */
export const CHUNKS = 8;

const CHUNK_BITS = BigInt(CODE_BITS / CHUNKS);
const CHUNK_LIMIT = 1n << CHUNK_BITS;

/** Puts the model's outputs together, chunk 0 in the highest bits, as the registry's `uint128` does. @throws CodeRangeError */
export function codeOf(chunks: readonly bigint[]): bigint {
  if (chunks.length !== CHUNKS)
    throw new CodeRangeError(`${chunks.length} chunks where a code has ${CHUNKS}`);
  return chunks.reduce((code, chunk, index) => {
    if (chunk < 0n || chunk >= CHUNK_LIMIT)
      throw new CodeRangeError(`chunk ${index} is ${chunk}, not a number of 16 bits`);
    return (code << CHUNK_BITS) | chunk;
  }, 0n);
}

/** How many of the 128 bits differ. @throws CodeRangeError */
export function hammingDistance(a: bigint, b: bigint): number {
  let difference = checked(a) ^ checked(b);
  let count = 0;
  for (; difference !== 0n; difference &= difference - 1n) count++;
  return count;
}

function checked(code: bigint): bigint {
  if (code < 0n || code >= 1n << BigInt(CODE_BITS))
    throw new CodeRangeError(`${code} is not a number of ${CODE_BITS} bits`);
  return code;
}
