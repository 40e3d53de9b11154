import type { TuningRecord } from "../../../../../src/artifacts/tuning-record.ts";
import { significant } from "../../figures.ts";
import type { Chart } from "../draw.ts";

import { amounts, AT, FRAME, integers, type Point } from "./axes.ts";

/** Circuit against float model by the inputs' scale; candidates that differ only in their circuit's layout are one dot. */
export function errorByScale(record: TuningRecord): Chart {
  const { metric, limit } = record.constraint;
  const found = errors(record);
  const smallest = Math.min(1, ...found.map(({ y }) => y).filter((y) => y > 0));
  // A logarithmic axis has no 0: a circuit without error stands at its foot.
  const points = found.map((point) => ({ ...point, y: point.y === 0 ? smallest / 3 : point.y }));
  const limits = limit === null || limit === 0 ? [] : [limit];
  return (plot, width) => {
    const name = metric === "mae" ? "↑ mean |circuit − float|" : "↑ largest |circuit − float|";
    const sizes = [...points.map(({ y }) => y), ...limits];
    const { scale, marks } = amounts(plot, "y", name, sizes, width);
    const ticks = integers(
      points.map(({ x }) => x),
      width,
    );
    return {
      ...FRAME,
      height: 300,
      marginLeft: 62,
      marginRight: 20,
      x: { label: "input scale, bits →", ticks, tickFormat: "d", inset: 12 },
      y: { ...scale, inset: 8 },
      marks: [
        ...marks,
        plot.ruleY(limits, { stroke: "var(--chosen)", strokeDasharray: "5 4" }),
        plot.dot(
          points.filter(({ refused }) => refused),
          { ...AT, symbol: "times", r: 4, stroke: "var(--refused)" },
        ),
        plot.dot(
          points.filter(({ refused }) => !refused),
          { ...AT, r: 4, fill: "var(--measured)", fillOpacity: 0.75 },
        ),
      ],
    };
  };
}

/** One for each choice of numbers; refused when every circuit with them was. */
function errors({ candidates, constraint }: TuningRecord): (Point & { refused: boolean })[] {
  const seen = new Map<string, Point & { refused: boolean }>();
  for (const { error, runArgs, status, graph } of candidates) {
    if (error === null) continue;
    const { inputScale, paramScale, scaleRebaseMultiplier } = runArgs;
    const y = constraint.metric === "mae" ? error.mae : error.maxAbs;
    const title = `input scale ${inputScale}, parameter scale ${paramScale}, rebase ${scaleRebaseMultiplier}: ${significant(y)}`;
    const key = JSON.stringify([graph, title, y]);
    const refused = (seen.get(key)?.refused ?? true) && status === "refused";
    seen.set(key, { x: inputScale, y, title, refused });
  }
  return [...seen.values()];
}
