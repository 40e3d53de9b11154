import { FLACDecoder, type FLACDecodedAudio } from "@wasm-audio-decoders/flac";

import type { Audio } from "./audio.ts";
import { AudioDamagedError, AudioTooLongError } from "./errors.ts";
import { readFlacHeader, type FlacHeader } from "./flac-header.ts";
import { checkShape, MAX_SAMPLES, MAX_SECONDS } from "./limits.ts";
import { concatenate, mixPlanar } from "./mono.ts";

/** Few enough bytes that even the densest frames in them unpack to a bounded amount of sound. */
const PIECE_BYTES = 4096;
/** No frame is larger than its samples as plain 32-bit numbers; the first may take this much to find. */
const BYTES_PER_SAMPLE = 4;
const SPARE_BYTES = 1024 * 1024;
/** Enough of a frame to hold its header. */
const HEADER_BYTES = 64;

/** Decodes a native FLAC file of any depth. */
export async function decodeFlac(file: Uint8Array, where: string): Promise<Audio> {
  // The decoder relies on slices being copies, which those of Node's Buffers are not.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const header = readFlacHeader(bytes, where);
  const { shape } = header;
  if (shape.length > 0) checkShape(shape, where);
  const decoder = new FLACDecoder();
  await decoder.ready;
  try {
    const samples = concatenate(await decodePieces(decoder, bytes.subarray(header.framesAt), header, where));
    if (samples.length === 0) throw new AudioDamagedError(where, "no frame can be read");
    if (samples.length < shape.length) {
      throw new AudioDamagedError(where, `only ${samples.length} of ${shape.length} samples can be read`);
    }
    checkShape({ ...shape, length: samples.length }, where);
    return { samples, rate: shape.rate };
  } finally {
    decoder.free();
  }
}

/**
 * Decodes piece by piece, so that it can stop as soon as there is too much sound, or none to be found. A frame is
 * only known to be whole once another one follows; the decoder's own flush gives up short ones, hence the first
 * frame's header is put behind the last frame.
 */
async function decodePieces(
  decoder: FLACDecoder,
  frames: Uint8Array,
  { bytes: header, shape: { rate, channels } }: FlacHeader,
  where: string,
): Promise<Float32Array[]> {
  const parts: Float32Array[] = [];
  let length = 0;
  await decodePiece(decoder, header, where);
  for (let at = 0; at < frames.length + PIECE_BYTES; at += PIECE_BYTES) {
    if (at > length * channels * BYTES_PER_SAMPLE + SPARE_BYTES) {
      throw new AudioDamagedError(where, "no frame can be read for a long way");
    }
    const piece =
      at < frames.length ? frames.subarray(at, at + PIECE_BYTES) : frames.subarray(0, HEADER_BYTES);
    const decoded = await decodePiece(decoder, piece, where);
    if (decoded.samplesDecoded === 0) continue;
    if (decoded.sampleRate !== rate || decoded.channelData.length !== channels) {
      throw new AudioDamagedError(where, "its rate or channels change on the way");
    }
    parts.push(mixPlanar(decoded.channelData, decoded.samplesDecoded));
    length += decoded.samplesDecoded;
    if (length > MAX_SECONDS * rate || length * channels > MAX_SAMPLES) {
      throw new AudioTooLongError(where, `more than ${MAX_SECONDS} s or ${MAX_SAMPLES} samples`);
    }
  }
  return parts;
}

async function decodePiece(
  decoder: FLACDecoder,
  piece: Uint8Array,
  where: string,
): Promise<FLACDecodedAudio> {
  let decoded: FLACDecodedAudio;
  try {
    decoded = await decoder.decode(piece);
  } catch (error) {
    throw new AudioDamagedError(
      where,
      error instanceof Error ? error.message : "no frame can be read",
      error,
    );
  }
  const problem = decoded.errors[0];
  if (problem !== undefined) throw new AudioDamagedError(where, problem.message);
  return decoded;
}
