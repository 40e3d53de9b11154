import { emptyField, type Field } from "../capture/field.ts";
import type { Random } from "./random.ts";

/** Of the finger's own grid. */
export const MM_PER_PIXEL = 0.1;
const DIRECTIONS = 48;
const PERIODS = { lowMm: 0.38, highMm: 0.62, steps: 12 };
/** Pixels that a filter reaches to every side, and the deviation of its envelope in ridge periods. */
const REACH = 5;
const ENVELOPE = 0.4;
const ROUNDS = 7;

/**
 * Ridges that follow the flow: noise, filtered again and again along the ridges' own direction and period. Where the
 * flow spreads or turns, ridges end and fork by themselves, which gives every finger minutiae of its own: the idea is
 * that of SFinGe (Cappelli, Maio, Maltoni, 2000 onwards).
 *
 * @param directions radians, y upwards, @param periods millimetres; both on the grid that is returned.
 * @returns 1 on top of a ridge, -1 at the bottom of a valley.
 */
export function growRidges(directions: Field, periods: Field, random: Random): Field {
  const { width, height } = directions;
  const chosen = new Uint16Array(width * height);
  for (let i = 0; i < chosen.length; i++)
    chosen[i] = filterIndex(directions.data[i] ?? 0, periods.data[i] ?? 0);
  let field = emptyField(width, height);
  for (let i = 0; i < field.data.length; i++) field.data[i] = random.uniform(-1, 1);
  for (let round = 0; round < ROUNDS; round++) field = filterOnce(field, chosen);
  return field;
}

/** One pass: each pixel by the filter that was chosen for it; beyond the edge is nothing. Steep, then limited to [-1, 1]. */
function filterOnce({ width, height, data }: Field, chosen: Uint16Array): Field {
  const stride = width + 2 * REACH;
  const padded = new Float32Array(stride * (height + 2 * REACH));
  for (let y = 0; y < height; y++)
    padded.set(data.subarray(y * width, (y + 1) * width), (y + REACH) * stride + REACH);
  const result = emptyField(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const filter = filterAt(chosen[y * width + x] ?? 0);
      let sum = 0;
      let k = 0;
      for (let j = 0; j <= 2 * REACH; j++) {
        const row = (y + j) * stride + x;
        for (let i = 0; i <= 2 * REACH; i++) sum += (filter[k++] ?? 0) * (padded[row + i] ?? 0);
      }
      result.data[y * width + x] = Math.min(Math.max(1.6 * sum, -1), 1);
    }
  }
  return result;
}

function filterIndex(direction: number, period: number): number {
  const turn = Math.round((direction / Math.PI) * DIRECTIONS);
  const { lowMm, highMm, steps } = PERIODS;
  const step = Math.round(((period - lowMm) / (highMm - lowMm)) * (steps - 1));
  return (
    Math.min(Math.max(step, 0), steps - 1) * DIRECTIONS + (((turn % DIRECTIONS) + DIRECTIONS) % DIRECTIONS)
  );
}

const filters: (Float32Array | undefined)[] = [];

/** Made when first needed, then kept. */
function filterAt(index: number): Float32Array {
  return (filters[index] ??= makeFilter(index));
}

/**
 * A cosine across the ridges under a Gaussian, its mean taken out, scaled to answer its own wave by 1. Weights are
 * rounded to multiples of 2^-20, so that engines whose Math.cos differs in the last digit grow the same ridges.
 */
function makeFilter(index: number): Float32Array {
  const direction = ((index % DIRECTIONS) / DIRECTIONS) * Math.PI;
  const { lowMm, highMm, steps } = PERIODS;
  const periodMm = lowMm + (Math.floor(index / DIRECTIONS) / (steps - 1)) * (highMm - lowMm);
  const period = periodMm / MM_PER_PIXEL;
  const size = 2 * REACH + 1;
  const wave = new Float64Array(size * size);
  const envelope = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const x = i - REACH;
      const y = j - REACH;
      // Pixels count y downwards.
      const across = x * Math.sin(direction) + y * Math.cos(direction);
      envelope[j * size + i] = Math.exp(-(x * x + y * y) / (2 * (ENVELOPE * period) ** 2));
      wave[j * size + i] = Math.cos((2 * Math.PI * across) / period);
    }
  }
  const weighted = wave.map((value, i) => value * (envelope[i] ?? 0));
  const mean = sum(weighted) / sum(envelope);
  const balanced = weighted.map((value, i) => value - mean * (envelope[i] ?? 0));
  const answer = sum(balanced.map((value, i) => value * (wave[i] ?? 0)));
  return Float32Array.from(balanced, (value) => Math.round((value / answer) * 2 ** 20) / 2 ** 20);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
