import { MELODY_SECONDS } from "../melody/melody.ts";

/** Samples a second of a canonical recording and of everything derived from it. */
export const RATE = 8_000;
/** Samples of a canonical recording: the melody's time, 51,200. */
export const RECORDING_SAMPLES = MELODY_SECONDS * RATE;
/** Bytes of a canonical recording: signed 16-bit little-endian samples. */
export const RECORDING_BYTES = 2 * RECORDING_SAMPLES;

/** Frames that the judge hears; their length is a whole part of a slot. */
export const FRAMES = 64;
/** Pitch is measured once for each hop of 10 ms. */
export const HOP_SAMPLES = 80;
export const HOP_SECONDS = HOP_SAMPLES / RATE;
/** Hops of a melody, 640. */
export const MELODY_HOPS = RECORDING_SAMPLES / HOP_SAMPLES;
