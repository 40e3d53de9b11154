import { significant } from "../../tune/figures.ts";
import type { Chart } from "../../tune/report/draw.ts";
import type { Bin } from "../facts/histogram.ts";

/** A bar a bin; at 0 circuit and float model agree. */
export function errorChart(bins: readonly Bin[]): Chart {
  return (plot, width) => ({
    style: { fontSize: "12px" },
    height: 260,
    marginLeft: 52,
    marginBottom: 44,
    x: { label: "circuit − float →", ticks: width < 480 ? 3 : 7, tickFormat: signed },
    y: { label: "↑ output values", grid: true, ticks: 5 },
    marks: [
      plot.rectY(bins, {
        ...{ x1: "from", x2: "to", y: "count", fill: "var(--measured)", inset: 0.5 },
        title: ({ from, to, count }: Bin) => `${signed(from)} to ${signed(to)}: ${count}`,
      }),
    ],
  });
}

function signed(value: number): string {
  return value < 0 ? `−${significant(-value)}` : significant(value);
}
