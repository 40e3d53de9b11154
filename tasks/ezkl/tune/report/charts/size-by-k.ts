import type { TuningRecord } from "../../../../../src/artifacts/tuning-record.ts";
import { millions, settingsOf } from "../../figures.ts";
import type { Chart } from "../draw.ts";

import { amounts, AT, FRAME, integers, type Point } from "./axes.ts";

/** The proving key by the circuit's size: a step of k doubles the rows. */
export function sizeByK(record: TuningRecord): Chart {
  const points = (kind: "predicted" | "measured", id?: number | null): Point[] =>
    record.candidates.flatMap((candidate) => {
      const figures = candidate[kind];
      if (figures === null || figures.pkBytes === 0) return [];
      if (id !== undefined && candidate.id !== id) return [];
      const title = `${settingsOf(candidate, record)}: ${millions(figures.pkBytes)} MB`;
      return [{ x: candidate.k, y: figures.pkBytes / 1e6, title }];
    });
  const [predicted, measured] = [points("predicted"), points("measured")];
  const all = [...predicted, ...measured];
  return (plot, width) => {
    const sizes = all.map(({ y }) => y);
    const { scale, marks } = amounts(plot, "y", "↑ proving key, MB", sizes, width);
    const ticks = integers(
      all.map(({ x }) => x),
      width,
    );
    return {
      ...FRAME,
      height: 300,
      marginLeft: 62,
      marginRight: 20,
      x: { label: "k (2^k rows) →", ticks, tickFormat: "d", inset: 12 },
      y: { ...scale, inset: 8 },
      marks: [
        ...marks,
        plot.dot(predicted, { ...AT, r: 3, stroke: "var(--predicted)" }),
        plot.dot(measured, { ...AT, r: 4, fill: "var(--measured)" }),
        plot.dot(points("measured", record.baseline), {
          ...AT,
          symbol: "diamond",
          r: 6,
          fill: "var(--defaults)",
        }),
        plot.dot(points("measured", record.chosen), { ...AT, symbol: "star", r: 7, fill: "var(--chosen)" }),
      ],
    };
  };
}
