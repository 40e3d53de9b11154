/** Below lies the rumble of rooms and mains; above, nothing that a sung pitch needs. */
const LOW_HERTZ = 60;
const HIGH_HERTZ = 2_000;

/** First-order high pass, then first-order low pass: takes off rumble, and much of the breath. */
export function bandPass(samples: Float32Array, rate: number): Float32Array {
  const high = 1 / (1 + (2 * Math.PI * LOW_HERTZ) / rate);
  const x = (2 * Math.PI * HIGH_HERTZ) / rate;
  const low = x / (1 + x);
  const result = new Float32Array(samples.length);
  let before = 0;
  let passed = 0;
  let smooth = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    passed = high * (passed + sample - before);
    before = sample;
    smooth += low * (passed - smooth);
    result[i] = smooth;
  }
  return result;
}
