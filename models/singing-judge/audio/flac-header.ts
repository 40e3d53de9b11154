import { AudioDamagedError } from "./errors.ts";
import type { AudioShape } from "./limits.ts";

const MAGIC_BYTES = 4;
const BLOCK_HEADER = 4;
/** Magic, block header, and the 34 bytes of STREAMINFO (RFC 9639, 8.2). */
const FIRST_BYTES = 42;
const SHAPE_AT = 18;
const LAST_BLOCK = 0x80;

/** What a FLAC file says before its first frame. */
export interface FlacHeader {
  /** A length of 0 means that the writer did not know. */
  shape: AudioShape;
  /** The shortest header that says the same: STREAMINFO as the only block, without pictures and tags. */
  bytes: Uint8Array;
  /** Where the frames begin. */
  framesAt: number;
}

/** Reads STREAMINFO and walks over the other blocks. */
export function readFlacHeader(bytes: Uint8Array, where: string): FlacHeader {
  if (bytes.length < FIRST_BYTES || ((bytes[MAGIC_BYTES] ?? 0) & ~LAST_BLOCK) !== 0) {
    throw new AudioDamagedError(where, "its first block is missing");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // 20 bits of rate, 3 of channels less one, 5 of depth less one, 36 of samples
  const high = view.getUint32(SHAPE_AT);
  const length = (high & 0b1111) * 2 ** 32 + view.getUint32(SHAPE_AT + 4);
  const first = bytes.slice(0, FIRST_BYTES);
  first[MAGIC_BYTES] = LAST_BLOCK;
  return {
    shape: { rate: high >>> 12, channels: ((high >>> 9) & 0b111) + 1, length },
    bytes: first,
    framesAt: endOfBlocks(view, where),
  };
}

function endOfBlocks(view: DataView, where: string): number {
  let at = MAGIC_BYTES;
  while (at + BLOCK_HEADER <= view.byteLength) {
    const header = view.getUint32(at);
    at += BLOCK_HEADER + (header & 0xffffff);
    if (header >>> 31 === 1) return at;
  }
  throw new AudioDamagedError(where, "it ends before its first frame");
}
