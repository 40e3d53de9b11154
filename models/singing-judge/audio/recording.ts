import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex } from "@noble/hashes/utils";

import type { Audio } from "./audio.ts";
import { RecordingLengthError } from "./errors.ts";
import { fitMelody } from "./fit.ts";
import { HOP_SAMPLES, RATE, RECORDING_BYTES, RECORDING_SAMPLES } from "./format.ts";
import { pitchTrack } from "./pitch-track.ts";
import { resample } from "./resample.ts";
import type { Melody } from "../melody/melody.ts";

/** A canonical recording: 51,200 signed 16-bit samples at 8 kHz, the melody's time. */
export type Recording = Int16Array;

/** Peak of a recording; leaves room below full scale. */
const PEAK = 29_491;
/** The search looks at every second hop. */
const SEARCH_HOP = 2 * HOP_SAMPLES;

/**
 * Cuts the take out of a sound: the start (to 20 ms) at which the melody fits best in whatever key, padded with silence
 * where the sound does not reach, and brought to one peak. Any sound gives a recording; one without pitch gives
 * its beginning.
 */
export async function makeRecording(audio: Audio, melody: Melody): Promise<Recording> {
  const samples = await resample(audio);
  const { pitch } = pitchTrack(samples, SEARCH_HOP);
  const start = (fitMelody(pitch, melody, SEARCH_HOP / RATE)?.start ?? 0) * SEARCH_HOP;
  const take = new Float32Array(RECORDING_SAMPLES);
  take.set(samples.subarray(Math.max(0, start), Math.max(0, start + RECORDING_SAMPLES)), Math.max(0, -start));
  let peak = 0;
  for (const sample of take) peak = Math.max(peak, Math.abs(sample));
  const gain = peak === 0 ? 0 : PEAK / peak;
  return Int16Array.from(take, (sample) => Math.round(sample * gain));
}

/** The bytes that are hashed and, when challenged, published: little-endian, on any machine. */
export function recordingBytes(recording: Recording): Uint8Array {
  const bytes = new Uint8Array(RECORDING_BYTES);
  const view = new DataView(bytes.buffer);
  recording.forEach((sample, i) => view.setInt16(2 * i, sample, true));
  return bytes;
}

/**
 * @param where what to call the bytes in errors
 * @throws RecordingLengthError
 */
export function recordingFromBytes(bytes: Uint8Array, where = "recording"): Recording {
  if (bytes.length !== RECORDING_BYTES) throw new RecordingLengthError(where, bytes.length, RECORDING_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: RECORDING_SAMPLES }, (_, i) => view.getInt16(2 * i, true));
}

/** What a submission commits to: Keccak-256 of the recording's bytes, as 0x-prefixed hex. */
export function recordingHash(recording: Recording): `0x${string}` {
  return `0x${bytesToHex(keccak_256(recordingBytes(recording)))}`;
}
