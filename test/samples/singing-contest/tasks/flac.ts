/** Samples a second of what is encoded. */
export const FLAC_RATE = 16_000;
/** Samples of one block. */
const BLOCK = 4096;

/**
 * A FLAC stream of mono 16-bit samples at 16 kHz, stored without compression ("verbatim" subframes of RFC 9639), which every decoder reads.
 * For tests: what compresses is not needed here.
 */
export function encodeFlac(samples: Float32Array): Uint8Array {
  const integers = Int16Array.from(samples, (sample) =>
    Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
  );
  const frames: number[][] = [];
  for (let start = 0; start < integers.length; start += BLOCK)
    frames.push(frame(integers.subarray(start, start + BLOCK), frames.length));
  return Uint8Array.from([
    ...new TextEncoder().encode("fLaC"),
    ...streamInfo(integers.length),
    ...frames.flat(),
  ]);
}

function streamInfo(length: number): number[] {
  // Rate (20 bits), channels less one (3), bits less one (5), samples (36).
  const packed = (BigInt(FLAC_RATE) << 44n) | (15n << 36n) | BigInt(length);
  const sizes = [...big(BLOCK, 2), ...big(BLOCK, 2), ...big(0, 6)];
  return [0x80, 0, 0, 34, ...sizes, ...big(packed, 8), ...big(0, 16)];
}

function frame(samples: Int16Array, number: number): number[] {
  // Fixed block size, told in 16 bits at the header's end; 16 kHz; mono; 16 bits.
  const header = [0xff, 0xf8, 0x75, 0x08, ...numberOf(number), ...big(samples.length - 1, 2)];
  const bytes = [...header, checksum(header, 8, 0x07), 0b0000_0010];
  for (const sample of samples) bytes.push(...big(sample & 0xffff, 2));
  return [...bytes, ...big(checksum(bytes, 16, 0x8005), 2)];
}

/** A frame's number as UTF-8 would write that code point. */
function numberOf(value: number): number[] {
  if (value >= 0x800) throw new RangeError("more frames than a test needs");
  return value < 0x80 ? [value] : [0xc0 | (value >> 6), 0x80 | (value & 0x3f)];
}

function big(value: number | bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) =>
    Number((BigInt(value) >> BigInt(8 * (bytes - 1 - i))) & 0xffn),
  );
}

function checksum(bytes: readonly number[], bits: number, polynomial: number): number {
  const top = 1 << (bits - 1);
  return bytes.reduce((sum, byte) => {
    let rest = sum ^ (byte << (bits - 8));
    for (let bit = 0; bit < 8; bit++) rest = rest & top ? (rest << 1) ^ polynomial : rest << 1;
    return rest & ((1 << bits) - 1);
  }, 0);
}
