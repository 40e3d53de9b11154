import type { TuningCandidate, TuningRecord } from "../../../../../src/artifacts/tuning-record.ts";
import { figuresOf, settingsOf, significant, whole } from "../../figures.ts";
import type { Chart } from "../draw.ts";

import { amounts, AT, FRAME, NARROW, type Point } from "./axes.ts";

interface Costed {
  candidate: TuningCandidate;
  prove: number;
  gas: number;
}

/** Every candidate, prove time against gas; the front, the choice and the engine's defaults stand out. */
export function gasByProveTime(record: TuningRecord): Chart {
  const costed = record.candidates.flatMap((candidate): Costed[] => {
    const figures = figuresOf(candidate);
    return figures === null ? [] : [{ candidate, prove: figures.proveSeconds, gas: figures.gas }];
  });
  const points = (wanted: (candidate: TuningCandidate) => boolean): Point[] =>
    costed.filter(({ candidate }) => wanted(candidate)).map((found) => pointOf(found, record));
  const front = lowerLeft(costed.filter(({ candidate }) => record.front.includes(candidate.id)));
  const baseline = points(({ id }) => id === record.baseline);
  const chosen = points(({ id }) => id === record.chosen);
  return (plot, width) => {
    const all = points(() => true);
    const times = all.map(({ x }) => x);
    const gas = all.map(({ y }) => y);
    const x = amounts(plot, "x", "prove time, s →", times, width);
    const y = amounts(plot, "y", "↑ verification gas, thousand", gas, width);
    const middle = Math.sqrt(Math.min(...times) * Math.max(...times));
    const label = (at: readonly Point[], text: string, fill: string) => {
      const textAnchor = at.some((point) => point.x > middle) ? "end" : "start";
      const dx = textAnchor === "start" ? 11 : -11;
      const halo = { stroke: "var(--page)", strokeWidth: 4 };
      return plot.text(at, {
        x: "x",
        y: "y",
        text: () => text,
        fill,
        textAnchor,
        dx,
        fontWeight: 600,
        ...halo,
      });
    };
    return {
      ...FRAME,
      height: width < NARROW ? 300 : 380,
      marginLeft: 52,
      marginRight: 24,
      x: { ...x.scale, inset: 10 },
      y: { ...y.scale, inset: 8 },
      marks: [
        ...x.marks,
        ...y.marks,
        plot.line(
          front.map((found) => pointOf(found, record)),
          { x: "x", y: "y", curve: "step-after", stroke: "var(--front)", strokeWidth: 1.5 },
        ),
        plot.dot(
          points(({ status }) => status === "refused" || status === "failed"),
          { ...AT, symbol: "times", r: 3, stroke: "var(--refused)" },
        ),
        plot.dot(
          points(({ status }) => status === "predicted"),
          { ...AT, r: 3, stroke: "var(--predicted)" },
        ),
        plot.dot(
          points(({ status }) => status === "measured"),
          { ...AT, r: 4, fill: "var(--measured)" },
        ),
        plot.dot(baseline, { ...AT, symbol: "diamond", r: 6, fill: "var(--defaults)" }),
        plot.dot(chosen, { ...AT, symbol: "star", r: 7, fill: "var(--chosen)" }),
        label(baseline, "engine's defaults", "var(--defaults)"),
        label(chosen, "chosen", "var(--chosen)"),
      ],
    };
  };
}

function pointOf({ prove, gas, candidate }: Costed, record: TuningRecord): Point {
  const title = `${settingsOf(candidate, record)}: ${significant(prove)} s, ${whole(gas)} gas`;
  return { x: prove, y: gas / 1000, title };
}

/** Of some points those that none other beats in both, from left to right. */
function lowerLeft(points: readonly Costed[]): Costed[] {
  let lowest = Infinity;
  return [...points]
    .sort((a, b) => a.prove - b.prove || a.gas - b.gas)
    .filter(({ gas }) => {
      const lower = gas < lowest;
      if (lower) lowest = gas;
      return lower;
    });
}
