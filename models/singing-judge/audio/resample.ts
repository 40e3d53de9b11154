import * as library from "@alexanderolsen/libsamplerate-js";

import type { Audio } from "./audio.ts";
import { RATE } from "./format.ts";

/** The library refuses longer pieces at once, and loses samples when it is left to cut them itself. */
const MOST_AT_ONCE = 1_000_000;

type Library = Pick<typeof library, "create" | "ConverterType">;

/** Node gives the library's CommonJS form, under `default`; bundlers give its names, and a default that is undefined. */
const libsamplerate: Library = (library as { default?: Library }).default ?? library;

type Converter = Awaited<ReturnType<typeof libsamplerate.create>>;
let converter: Promise<Converter> | undefined;

/**
 * Sound at 8 kHz by band-limited interpolation (libsamplerate, in WebAssembly, so the same on every machine).
 * Long sounds are converted in pieces of whole seconds that overlap by one second on each side.
 */
export async function resample({ samples, rate }: Audio): Promise<Float32Array> {
  if (rate === RATE) return samples;
  converter ??= libsamplerate.create(1, rate, RATE, {
    converterType: libsamplerate.ConverterType.SRC_SINC_FASTEST,
  });
  const convert = await converter;
  convert.inputSampleRate = rate;
  const whole = new Float32Array(Math.round((samples.length * RATE) / rate));
  if (Math.max(samples.length, whole.length) <= MOST_AT_ONCE) {
    whole.set(convert.simple(samples).subarray(0, whole.length));
    return whole;
  }
  const pieceSeconds = Math.floor(MOST_AT_ONCE / Math.max(rate, RATE)) - 2;
  for (let second = 0; second * rate < samples.length; second += pieceSeconds) {
    const before = Math.min(second, 1);
    const piece = samples.subarray((second - before) * rate, (second + pieceSeconds + 1) * rate);
    const converted = convert.simple(piece).subarray(before * RATE, (before + pieceSeconds) * RATE);
    whole.set(converted.subarray(0, whole.length - second * RATE), second * RATE);
  }
  return whole;
}
