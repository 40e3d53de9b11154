const SIZE = 2048;
/** Harmonics above this are left out. */
const HIGHEST_HERTZ = 7_000;
const COUNTS = [6, 9, 13, 19, 28, 42, 63, 90];

/** One period of the source, with as many harmonics as fit below the highest frequency. */
export type Period = Float32Array;

const periods = new Map<string, Period>();

/** Period for a fundamental in hertz; tilts are rounded to tenths so that few tables are made. */
export function periodFor(hertz: number, tilt: number): Period {
  const fitting = Math.max(1, Math.floor(HIGHEST_HERTZ / hertz));
  const harmonics = COUNTS.findLast((count) => count <= fitting) ?? fitting;
  const rounded = Math.round(tilt * 10) / 10;
  const key = `${harmonics}/${rounded}`;
  const known = periods.get(key) ?? makePeriod(harmonics, rounded);
  periods.set(key, known);
  return known;
}

function makePeriod(harmonics: number, tilt: number): Period {
  const period = new Float32Array(SIZE + 1);
  for (let i = 0; i <= SIZE; i++) {
    let sum = 0;
    for (let k = 1; k <= harmonics; k++) sum += Math.sin((2 * Math.PI * k * i) / SIZE) / k ** tilt;
    period[i] = sum;
  }
  return period;
}

/** Value at a phase of 0 to 1, between the table's points by a straight line. */
export function valueAt(period: Period, phase: number): number {
  const at = phase * SIZE;
  const index = Math.floor(at);
  const below = period[index] ?? 0;
  return below + ((period[index + 1] ?? 0) - below) * (at - index);
}
