import { significant } from "../../figures.ts";
import type { Chart } from "../draw.ts";

type Library = Parameters<Chart>[0];

/** Below this width, in CSS pixels, there is room for few ticks. */
export const NARROW = 480;
/** A range of values wider than this factor is shown on a logarithmic axis. */
const LOG_FACTOR = 4;

export const FRAME = { style: { fontSize: "12px" }, marginTop: 28, marginBottom: 44 } as const;

/** Something in a chart; the title is shown to who points at it. */
export interface Point {
  x: number;
  y: number;
  title: string;
}

/** Where a point goes. */
export const AT = { x: "x", y: "y", title: "title" } as const;

/** Scale and axis of values above 0: logarithmic where they span much. */
export function amounts(
  plot: Library,
  dimension: "x" | "y",
  name: string,
  values: readonly number[],
  width: number,
) {
  const logarithmic = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > LOG_FACTOR;
  if (logarithmic) return logarithms(plot, dimension, name, decimalTicks(values));
  const scale = { label: name, grid: true, nice: true, ticks: width < NARROW ? 4 : 7 };
  return { scale, marks: [] };
}

/** The library's own axis leaves out labels of a logarithmic scale that it was asked for. */
export function logarithms(plot: Library, dimension: "x" | "y", name: string, ticks: readonly number[]) {
  const text = ticks.map(significant);
  const options = { text, label: name };
  return {
    scale: { type: "log" as const },
    marks:
      dimension === "x"
        ? [plot.gridX(ticks), plot.axisX(ticks, options)]
        : [plot.gridY(ticks), plot.axisY(ticks, options)],
  };
}

/** 1, 2 and 5 times powers of ten within the values, or the powers alone where those are many. */
function decimalTicks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(low > 0) || !Number.isFinite(high)) return [];
  const [first, last] = [low, high].map((value) => Math.floor(Math.log10(value))) as [number, number];
  const decades = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const steps = decades.length > 3 ? [1] : [1, 2, 5];
  const ticks = decades.flatMap((decade) => steps.map((step) => Number(`${step}e${decade}`)));
  const within = ticks.filter((tick) => tick >= low && tick <= high);
  return within.length > 1 ? within : [low, high];
}

/** Whole numbers over the values, not more than fit. */
export function integers(values: readonly number[], width: number): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!Number.isFinite(low)) return [];
  const most = width < NARROW ? 7 : 14;
  const step = Math.max(1, Math.ceil((high - low + 1) / most));
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}
