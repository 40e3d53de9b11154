import { HOP_SECONDS } from "./format.ts";
import { SLOT_SECONDS, type Melody } from "../melody/melody.ts";

/** Where and in which key a melody is found in a track of pitches. */
export interface Fit {
  /** Hop at which the melody begins; may be negative when the track begins late. */
  start: number;
  /** Pitch of the tonic, in the track's semitones. */
  tonic: number;
  /** How well it fits: 0 not at all, 1 when every hop is voiced and in tune. */
  goodness: number;
}

/** Residuals are counted in bins of a quarter of a semitone. */
const BINS_PER_SEMITONE = 4;
/** Semitones from the key at which a pitch stops counting for it. */
const REACH = 1;
const STRIDE = 2;

/**
 * The key in which the pitches lie best on the melody that begins at hop `start`: most pitches within a semitone
 * of it, nearer ones counting more; then the median of those. Ties go to the lower key.
 *
 * @param pitch semitones above anything, NaN where unvoiced
 * @param hopSeconds seconds of one hop
 * @returns undefined when nothing is voiced
 */
export function fitKey(
  pitch: Float64Array,
  melody: Melody,
  start = 0,
  hopSeconds = HOP_SECONDS,
  stride = 1,
): Fit | undefined {
  const residuals = residualsOf(pitch, melody, start, hopSeconds, stride);
  if (residuals.length === 0) return undefined;
  const { key, weight } = bestKey(residuals);
  const near = residuals.filter((r) => Math.abs(r - key) < REACH).sort();
  const total = Math.ceil((melody.length * SLOT_SECONDS) / hopSeconds / stride);
  return { start, tonic: near[near.length >> 1] ?? key, goodness: weight / total };
}

/**
 * The start and the key that fit best, among starts from one second before the track to one second after the
 * last that holds the whole melody. Ties go to the earlier start.
 */
export function fitMelody(pitch: Float64Array, melody: Melody, hopSeconds = HOP_SECONDS): Fit | undefined {
  const slack = Math.round(1 / hopSeconds);
  const length = Math.round((melody.length * SLOT_SECONDS) / hopSeconds);
  const last = Math.max(0, pitch.length - length) + slack;
  const better = (best: Fit | undefined, start: number, stride: number): Fit | undefined => {
    const fit = fitKey(pitch, melody, start, hopSeconds, stride);
    return fit !== undefined && (best === undefined || fit.goodness > best.goodness) ? fit : best;
  };
  let coarse: Fit | undefined;
  for (let start = -slack; start <= last; start += 2 * STRIDE) coarse = better(coarse, start, 2 * STRIDE);
  if (coarse === undefined) return undefined;
  let fine: Fit | undefined;
  for (let start = coarse.start - 3 * STRIDE; start <= coarse.start + 3 * STRIDE; start++) {
    fine = better(fine, start, 1);
  }
  return fine ?? coarse;
}

/** Pitch less the melody's semitone, for the voiced hops of the melody's time. */
function residualsOf(
  pitch: Float64Array,
  melody: Melody,
  start: number,
  hopSeconds: number,
  stride: number,
): Float64Array {
  const hops = Math.round((melody.length * SLOT_SECONDS) / hopSeconds);
  const residuals = new Float64Array(Math.ceil(hops / stride));
  let count = 0;
  for (let hop = 0; hop < hops; hop += stride) {
    const value = pitch[start + hop] ?? NaN;
    if (Number.isNaN(value)) continue;
    residuals[count++] = value - (melody[Math.floor(((hop + 0.5) * hopSeconds) / SLOT_SECONDS)] ?? 0);
  }
  return residuals.subarray(0, count);
}

/** Peak of the residuals' histogram, smoothed by a triangle of one semitone to each side. */
function bestKey(residuals: Float64Array): { key: number; weight: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const residual of residuals) {
    if (residual < low) low = residual;
    if (residual > high) high = residual;
  }
  const reach = REACH * BINS_PER_SEMITONE;
  const base = Math.round(low * BINS_PER_SEMITONE) - reach;
  const bins = new Float64Array(Math.round(high * BINS_PER_SEMITONE) + reach + 1 - base);
  for (const residual of residuals) {
    const centre = Math.round(residual * BINS_PER_SEMITONE) - base;
    for (let i = -reach; i <= reach; i++) {
      bins[centre + i] = (bins[centre + i] ?? 0) + 1 - Math.abs(i) / (reach + 1);
    }
  }
  let best = 0;
  bins.forEach((weight, bin) => {
    if (weight > (bins[best] ?? 0)) best = bin;
  });
  return { key: (best + base) / BINS_PER_SEMITONE, weight: bins[best] ?? 0 };
}
