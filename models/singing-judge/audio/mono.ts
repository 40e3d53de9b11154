/** Floats far beyond full scale would overflow in the resampler; nothing audible is lost below this. */
const MOST = 16;

/** Mean of the channels of interleaved samples. */
export function mixInterleaved(samples: Float32Array, channels: number): Float32Array {
  const mono = new Float32Array(samples.length / channels);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += sane(samples[i * channels + c] ?? 0);
    mono[i] = sum / channels;
  }
  return mono;
}

/** Mean of separate channels of one length. */
export function mixPlanar(planes: readonly Float32Array[], length: number): Float32Array {
  const mono = new Float32Array(length);
  for (const plane of planes) {
    for (let i = 0; i < length; i++) mono[i] = (mono[i] ?? 0) + sane(plane[i] ?? 0) / planes.length;
  }
  return mono;
}

/** Files of floats can hold anything: what is no number is silence. */
function sane(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-MOST, Math.min(MOST, value));
}

/** The parts one after the other. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
