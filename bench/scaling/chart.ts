import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { logarithms } from "../../tasks/ezkl/tune/report/charts/axes.ts";
import { openDraw, type Chart } from "../../tasks/ezkl/tune/report/draw.ts";

import { at } from "./fit.ts";
import {
  FAR_PARAMETERS,
  FIT_FROM_PARAMETERS,
  seriesOf,
  type ScaledFigure,
  type ScalingReport,
} from "./report.ts";
import { SETTINGS } from "./row.ts";

const WIDTH = 640;
/** Distinguishable in grey and by the usual forms of colour blindness. */
const COLOURS = { "21.0.0": "#1b6ca8", "23.0.5": "#c8553d" } as const;
/** A file of its own has no page to take colours from. */
const PAPER = { background: "#fff", color: "#222", fontSize: "12px" };
const PARAMETER_TICKS = [1e3, 1e4, 1e5, 1e6, 1e7];

/** One chart as a whole SVG file: dots are measured, lines are the fits as far as they are asked for. */
export async function drawScaling(
  report: ScalingReport,
  figure: "proveSeconds" | "peakBytes",
): Promise<string> {
  const draw = await openDraw();
  const svg = draw(figure === "proveSeconds" ? timeChart(report) : memoryChart(report), WIDTH);
  return `${svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
}

const timeChart = (report: ScalingReport): Chart =>
  chart(report, "proveSeconds", "↑ prove time, s", 1, [0.1, 1, 10, 100, 1000, 10_000]);
const memoryChart = (report: ScalingReport): Chart =>
  chart(report, "peakBytes", "↑ peak memory, GB", 1e9, [0.1, 1, 10, 100, 1000]);

function chart(
  { rows, fits }: ScalingReport,
  figure: ScaledFigure,
  label: string,
  unit: number,
  ticks: readonly number[],
): Chart {
  return (plot) => {
    const x = logarithms(plot, "x", "parameters →", PARAMETER_TICKS);
    const y = logarithms(plot, "y", label, ticks);
    const marks = ENGINE_VERSIONS.flatMap((engine) =>
      SETTINGS.flatMap((settings) => {
        const [colour, dashed] = [COLOURS[engine], settings === "defaults"];
        const points = seriesOf(rows, engine, settings, figure).map(([a, b]) => [a, b / unit] as const);
        const law = fits.find(
          (fit) => fit.engine === engine && fit.settings === settings && fit.figure === figure,
        )?.law;
        const ends = [points.find(([a]) => a >= FIT_FROM_PARAMETERS)?.[0], FAR_PARAMETERS];
        const line = law
          ? ends.flatMap((end) => (end === undefined ? [] : [[end, at(law, end) / unit] as const]))
          : [];
        return [
          plot.dot(points, { stroke: colour, fill: dashed ? PAPER.background : colour, r: 4 }),
          plot.line(line, { stroke: colour, ...(dashed ? { strokeDasharray: "5 4" } : {}) }),
          plot.text([`${dashed ? "○" : "●"} ezkl ${engine}, ${settings}`], {
            frameAnchor: "top-left",
            dx: 10,
            dy: 10 + 16 * (2 * ENGINE_VERSIONS.indexOf(engine) + SETTINGS.indexOf(settings)),
            fill: colour,
          }),
        ];
      }),
    );
    return {
      style: PAPER,
      height: 380,
      marginTop: 28,
      marginLeft: 52,
      marginRight: 24,
      marginBottom: 44,
      x: { ...x.scale, domain: [800, FAR_PARAMETERS] },
      y: y.scale,
      marks: [...x.marks, ...y.marks, ...marks],
    };
  };
}
