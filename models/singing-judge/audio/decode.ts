import type { Audio } from "./audio.ts";
import { decodeFlac } from "./decode-flac.ts";
import { decodeWav } from "./decode-wav.ts";
import { AudioTooLongError, AudioUnknownError } from "./errors.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

/**
 * Sound of a WAV or FLAC file, mixed to mono, at the file's own rate; works on bytes, so in browsers too.
 *
 * @param where what to call the file in errors
 * @throws AudioUnknownError, AudioDamagedError, AudioUnsupportedError, AudioTooShortError, AudioTooLongError
 */
export async function decodeAudio(bytes: Uint8Array, where = "sound"): Promise<Audio> {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new AudioTooLongError(where, `${bytes.length} bytes, at most ${MAX_FILE_BYTES}`);
  }
  if (tag(bytes, 0) === "RIFF" && tag(bytes, 8) === "WAVE") return decodeWav(bytes, where);
  if (tag(bytes, 0) === "fLaC") return decodeFlac(bytes, where);
  throw new AudioUnknownError(where);
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
