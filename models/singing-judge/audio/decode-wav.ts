import * as library from "wavefile";

import type { Audio } from "./audio.ts";
import { AudioUnsupportedError } from "./errors.ts";
import { checkShape } from "./limits.ts";
import { mixInterleaved } from "./mono.ts";
import { wavChunks, type WavChunks } from "./wav-chunks.ts";

/** Node gives the library's CommonJS form, under `default`; bundlers give the names of its ES form. */
const { WaveFile } = ("default" in library ? library.default : library) as Pick<typeof library, "WaveFile">;

/** How each encoding is called by the WAV library, and what turns its numbers into -1 to 1. */
const ENCODINGS: Readonly<Record<string, { depth: string; offset: number; scale: number }>> = {
  "1/8": { depth: "8", offset: -128, scale: 2 ** -7 },
  "1/16": { depth: "16", offset: 0, scale: 2 ** -15 },
  "1/24": { depth: "24", offset: 0, scale: 2 ** -23 },
  "1/32": { depth: "32", offset: 0, scale: 2 ** -31 },
  "3/32": { depth: "32f", offset: 0, scale: 1 },
  "3/64": { depth: "64", offset: 0, scale: 1 },
  "6/8": { depth: "8a", offset: 0, scale: 2 ** -15 },
  "7/8": { depth: "8m", offset: 0, scale: 2 ** -15 },
};

/** Decodes a RIFF WAV file: integers of 8 to 32 bits, floats of 32 and 64, A-law and mu-law. */
export function decodeWav(bytes: Uint8Array, where: string): Audio {
  const chunks = wavChunks(bytes, where);
  const { format, bits, channels, rate, data } = chunks;
  const encoding = ENCODINGS[`${format}/${bits}`];
  if (encoding === undefined)
    throw new AudioUnsupportedError(where, `${bits} bits of WAV encoding ${format}`);
  const length = channels === 0 ? 0 : Math.floor((8 * data.length) / bits / channels);
  checkShape({ rate, channels, length }, where);
  const samples = unpack(chunks, encoding.depth, length);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = ((samples[i] ?? 0) + encoding.offset) * encoding.scale;
  }
  return { samples: mixInterleaved(samples, channels), rate };
}

/** Numbers of all channels, interleaved, as the file has them. */
function unpack({ channels, rate, bits, data }: WavChunks, depth: string, length: number): Float32Array {
  const wav = new WaveFile();
  wav.fromScratch(channels, rate, depth, []);
  Object.assign(wav.data, { samples: data.subarray(0, (length * channels * bits) / 8) });
  if (depth === "8a") wav.fromALaw();
  if (depth === "8m") wav.fromMuLaw();
  return Float32Array.from(wav.getSamples(true, Float32Array));
}
