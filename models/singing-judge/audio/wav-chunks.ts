import { AudioDamagedError } from "./errors.ts";

const CHUNK_HEADER = 8;
const EXTENSIBLE = 0xfffe;

/** The two parts of a WAV file that matter. */
export interface WavChunks {
  /** 1 integer, 3 float, 6 A-law, 7 mu-law; anything else is not read. */
  format: number;
  channels: number;
  rate: number;
  bits: number;
  data: Uint8Array;
}

/**
 * Finds format and samples of a little-endian RIFF file. The chunks are walked here, once, because the WAV
 * library follows nested lists to any depth, which a hostile file can make endless.
 */
export function wavChunks(bytes: Uint8Array, where: string): WavChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Omit<WavChunks, "data"> | undefined;
  for (let at = 12; at + CHUNK_HEADER <= bytes.length;) {
    const id = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    const body = at + CHUNK_HEADER;
    if (id === "fmt ") format = readFormat(view, body, size, where);
    if (id === "data") {
      if (format === undefined) throw new AudioDamagedError(where, "samples come before their format");
      // Programs that write to a pipe cannot know the size and leave one that is too large.
      return { ...format, data: bytes.subarray(body, body + size) };
    }
    at = body + size + (size % 2);
  }
  throw new AudioDamagedError(where, format === undefined ? "it has no format" : "it has no samples");
}

function readFormat(view: DataView, at: number, size: number, where: string): Omit<WavChunks, "data"> {
  if (size < 16 || at + size > view.byteLength) throw new AudioDamagedError(where, "its format is cut short");
  const tag = view.getUint16(at, true);
  if (tag === EXTENSIBLE && size < 40) throw new AudioDamagedError(where, "its format is cut short");
  return {
    format: tag === EXTENSIBLE ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}
