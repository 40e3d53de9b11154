import { AudioDamagedError, AudioTooLongError, AudioTooShortError, AudioUnsupportedError } from "./errors.ts";

/** Bounds on what is decoded, so that a hostile file costs a bounded time and memory. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MIN_SECONDS = 1;
export const MAX_SECONDS = 300;
export const MAX_CHANNELS = 8;
export const MIN_RATE = 4_000;
export const MAX_RATE = 192_000;
/** Samples of all channels together; five minutes of stereo at 48 kHz fit. */
export const MAX_SAMPLES = 32 * 1024 * 1024;

/** What a file says of itself. */
export interface AudioShape {
  rate: number;
  channels: number;
  /** Samples of one channel. */
  length: number;
}

/** Throws the error that fits when a sound of this shape is not decoded. */
export function checkShape({ rate, channels, length }: AudioShape, where: string): void {
  if (channels === 0) throw new AudioDamagedError(where, "it has no channel");
  if (channels > MAX_CHANNELS) throw new AudioUnsupportedError(where, `${channels} channels`);
  if (rate < MIN_RATE || rate > MAX_RATE) {
    throw new AudioUnsupportedError(where, `${rate} samples a second, not ${MIN_RATE} to ${MAX_RATE}`);
  }
  if (length > MAX_SECONDS * rate) throw new AudioTooLongError(where, `more than ${MAX_SECONDS} s`);
  if (length * channels > MAX_SAMPLES) {
    throw new AudioTooLongError(where, `${length * channels} samples, at most ${MAX_SAMPLES}`);
  }
  if (length < MIN_SECONDS * rate) throw new AudioTooShortError(where, length / rate, MIN_SECONDS);
}
