import type { TableFunction } from "../circuit/op.ts";

import { roundAway, tableValue } from "./element-functions.ts";

/** Scans are limited: a table is at most a few columns of the circuit. */
const LONGEST = 1 << 23;

/** Libraries differ in the last digits of a function; a value this close to a rounding edge may be rounded either way. */
const LIBRARY_ERROR = 1e-9;

/** The least and the largest integer that an engine may have in its table for `x`. */
function entry(table: TableFunction, x: number): readonly [number, number] {
  const value = tableValue(table, x);
  if (Number.isNaN(value)) return [0, 0];
  const error =
    table.name === "div" || table.name === "isOdd" ? 0 : LIBRARY_ERROR * Math.max(1, Math.abs(value));
  return [roundAway(value - error), roundAway(value + error)];
}

/** What a table can answer between two places, and how far two answers lie apart whose places are at most `gap` apart. */
export interface Window {
  low: number;
  high: number;
  variation: number;
}

const UNLIMITED: Window = { low: -Infinity, high: Infinity, variation: Infinity };

/**
 * Scans a table from `from` to `to`. The largest variation over windows of `gap` is found with two queues of candidates, one for the
 * largest entry of the window and one for the smallest.
 */
export function scanTable(table: TableFunction, from: number, to: number, gap: number): Window {
  const count = to - from + 1;
  if (!(count >= 1 && count <= LONGEST)) return UNLIMITED;
  const [least, most] = [new Float64Array(count), new Float64Array(count)];
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const [a, b] = entry(table, from + i);
    least[i] = a;
    most[i] = b;
    low = Math.min(low, a);
    high = Math.max(high, b);
  }
  return {
    low,
    high,
    variation: gap === 0 ? 0 : gap >= count - 1 ? high - low : largestVariation(least, most, gap),
  };
}

function largestVariation(least: Float64Array, most: Float64Array, gap: number): number {
  const [lows, highs] = [new Int32Array(least.length), new Int32Array(least.length)];
  let [lowStart, lowEnd, highStart, highEnd, largest] = [0, 0, 0, 0, 0];
  for (let i = 0; i < least.length; i++) {
    while (lowEnd > lowStart && (least[lows[lowEnd - 1] as number] as number) >= (least[i] as number))
      lowEnd--;
    lows[lowEnd++] = i;
    while (highEnd > highStart && (most[highs[highEnd - 1] as number] as number) <= (most[i] as number))
      highEnd--;
    highs[highEnd++] = i;
    while ((lows[lowStart] as number) < i - gap) lowStart++;
    while ((highs[highStart] as number) < i - gap) highStart++;
    const variation =
      (most[highs[highStart] as number] as number) - (least[lows[lowStart] as number] as number);
    if (!(variation <= largest)) largest = variation;
  }
  return largest;
}
