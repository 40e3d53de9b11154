import type { TuningFigures, TuningRecord } from "../../../../../src/artifacts/tuning-record.ts";
import { settingsOf, significant } from "../../figures.ts";
import type { Chart } from "../draw.ts";

import { AT, FRAME, logarithms } from "./axes.ts";

/** Around 1 there is room to show that much either way, even where all predictions are better. */
const SMALLEST_FACTOR = 1.4;
/** Space between the outermost dot and the edge. */
const MARGIN_FACTOR = 1.08;

/** `within`: largest deviation, either way, that the cost model promises. */
const PREDICTED: readonly { key: keyof TuningFigures; name: string; within?: number }[] = [
  { key: "proveSeconds", name: "prove time", within: 0.25 },
  { key: "pkBytes", name: "pk size", within: 0.25 },
  { key: "memoryBytes", name: "memory" },
  { key: "gas", name: "gas", within: 0.03 },
  { key: "deployGas", name: "deploy gas" },
  { key: "proofBytes", name: "proof bytes" },
];

/** For each figure measured over predicted, a dot a candidate; what the cost model promises is a band around 1. */
export function predictedAgainstMeasured(record: TuningRecord): Chart {
  const dots = PREDICTED.flatMap(({ key, name }) =>
    record.candidates.flatMap((candidate) => {
      const { predicted, measured } = candidate;
      if (predicted === null || measured === null || predicted[key] <= 0 || measured[key] <= 0) return [];
      const x = measured[key] / predicted[key];
      return [{ x, y: name, title: `${settingsOf(candidate, record)}: ${significant(x)} × predicted` }];
    }),
  );
  const bands = PREDICTED.flatMap(({ name, within }) =>
    within === undefined ? [] : [{ y: name, x1: 1 - within, x2: 1 + within }],
  );
  const farthest = dots.flatMap(({ x }) => [x * MARGIN_FACTOR, MARGIN_FACTOR / x]);
  const factor = Math.max(SMALLEST_FACTOR, ...farthest);
  return (plot) => {
    const { scale, marks } = logarithms(plot, "x", "measured ÷ predicted →", ratioTicks(factor));
    return {
      ...FRAME,
      height: 250,
      marginLeft: 86,
      marginRight: 16,
      x: { ...scale, domain: [1 / factor, factor] },
      y: { domain: PREDICTED.map(({ name }) => name), label: null },
      marks: [
        plot.barX(bands, { x1: "x1", x2: "x2", y: "y", fill: "var(--band)", insetTop: 5, insetBottom: 5 }),
        ...marks,
        plot.ruleX([1], { stroke: "currentColor", strokeOpacity: 0.5 }),
        plot.dot(dots, { ...AT, r: 4, fill: "var(--measured)", fillOpacity: 0.75 }),
      ],
    };
  };
}

/** On both sides of 1, within a factor. */
function ratioTicks(factor: number): number[] {
  const above = factor < 2.2 ? [1.25, 1.5, 2] : [2, 4, 10, 100];
  return [1, ...above.flatMap((tick) => [tick, 1 / tick])].filter(
    (tick) => tick <= factor && tick >= 1 / factor,
  );
}
