import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { render } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";
import { describe, type Machine } from "../machine.ts";
import { markdownTable } from "../markdown.ts";

import { at, fitPower, type PowerLaw } from "./fit.ts";
import { measuredOf, SETTINGS, type ScalingFigures, type ScalingRow, type SettingsName } from "./row.ts";

/** What the fits are asked for: a size that other proof systems have published figures for. */
export const FAR_PARAMETERS = 18_000_000;
/** Below this, what each proof costs whatever the model is most of it: with the defaults, a table of 2^15 rows. */
export const FIT_FROM_PARAMETERS = 25_000;

export type ScaledFigure =
  "cells" | "proveSeconds" | "proveCpuSeconds" | "setupSeconds" | "peakBytes" | "pkBytes";

export interface Fit {
  engine: ScalingRow["engine"];
  settings: SettingsName;
  figure: ScaledFigure;
  law: PowerLaw;
  /** The law's value at `FAR_PARAMETERS`. */
  far: number;
}

/** What `--json` writes. */
export interface ScalingReport {
  machine: Machine;
  rows: ScalingRow[];
  fits: Fit[];
}

const FIGURES: Record<ScaledFigure, string> = {
  cells: "cells of the model",
  proveSeconds: "prove",
  proveCpuSeconds: "prove, CPU",
  setupSeconds: "setup",
  peakBytes: "peak memory",
  pkBytes: "pk",
};

/** The measured figures of one engine with one choice of settings, by parameters. */
export function seriesOf(
  rows: readonly ScalingRow[],
  engine: ScalingRow["engine"],
  settings: SettingsName,
  figure: ScaledFigure,
): [parameters: number, value: number][] {
  return rows.flatMap((row): [number, number][] => {
    const value = valueOf(measuredOf(row), figure);
    return row.engine === engine && row.settings === settings && value ? [[row.parameters, value]] : [];
  });
}

function valueOf(figures: ScalingFigures | undefined, figure: ScaledFigure): number | null | undefined {
  if (figure !== "cells") return figures?.[figure];
  return figures && figures.rows * figures.columns;
}

export function scalingReport(machine: Machine, rows: ScalingRow[]): ScalingReport {
  const fits = ENGINE_VERSIONS.flatMap((engine) =>
    SETTINGS.flatMap((settings) =>
      (Object.keys(FIGURES) as ScaledFigure[]).flatMap((figure): Fit[] => {
        const points = seriesOf(rows, engine, settings, figure).filter(([x]) => x >= FIT_FROM_PARAMETERS);
        const law = fitPower(points);
        return law ? [{ engine, settings, figure, law, far: at(law, FAR_PARAMETERS) }] : [];
      }),
    ),
  );
  return { machine, rows, fits };
}

const ROW_HEAD = [
  ...["parameters", "engine", "settings", "columns", "k", "rows", "prove", "prove, CPU", "setup"],
  ...["peak memory", "pk"],
];
const FIT_HEAD = [
  ...["engine", "settings", "figure", "grows with parameters to the power of", "a point is off by up to"],
  `at ${count(FAR_PARAMETERS)} parameters`,
];

/** For a person. */
export function showScaling({ machine, rows, fits }: ScalingReport): string {
  return [
    describe(machine),
    render(table(ROW_HEAD, rows.map(rowLine))),
    render(table(FIT_HEAD, fits.map(fitLine))),
    ...failures(rows),
  ].join("\n");
}

/** The same as Markdown, for a page of documentation. */
export function scalingMarkdown({ machine, rows, fits }: ScalingReport): string {
  return [
    `${describe(machine)}; one run each.`,
    "",
    ...markdownTable(ROW_HEAD, rows.filter(measuredOf).map(rowLine)),
    "",
    ...markdownTable(FIT_HEAD, fits.map(fitLine)),
    ...failures(rows).flatMap((line) => ["", line]),
    "",
  ].join("\n");
}

function rowLine(row: ScalingRow): string[] {
  const head = [count(row.parameters), row.engine, row.settings];
  const figures = measuredOf(row);
  return figures === undefined
    ? [...head, "", "", "", "fails", "", "", "", ""]
    : [...head, ...figureCells(figures)];
}

function figureCells(figures: ScalingFigures): string[] {
  const { columns, k, rows, proveSeconds, proveCpuSeconds, setupSeconds, peakBytes, pkBytes } = figures;
  const memory = peakBytes === null ? "" : show("peakBytes", peakBytes);
  return [
    ...[String(columns), String(k), count(rows), show("proveSeconds", proveSeconds)],
    ...[
      show("proveCpuSeconds", proveCpuSeconds),
      show("setupSeconds", setupSeconds),
      memory,
      show("pkBytes", pkBytes),
    ],
  ];
}

function fitLine({ engine, settings, figure, law, far }: Fit): string[] {
  const off = `${((law.largestError - 1) * 100).toFixed(0)}%`;
  return [engine, settings, FIGURES[figure], law.exponent.toFixed(2), off, show(figure, far)];
}

function failures(rows: readonly ScalingRow[]): string[] {
  return rows.flatMap(({ parameters, engine, settings, figures }) =>
    "failed" in figures
      ? [`${count(parameters)} parameters, ${engine}, ${settings}: ${figures.failed.split("\n")[0]}`]
      : [],
  );
}

function show(figure: ScaledFigure, value: number): string {
  if (figure === "cells") return count(Number(value.toPrecision(3)));
  if (figure === "peakBytes" || figure === "pkBytes")
    return value < 1e9 ? `${(value / 1e6).toFixed(0)} MB` : `${(value / 1e9).toPrecision(3)} GB`;
  if (value < 100) return `${value.toFixed(value < 10 ? 2 : 1)} s`;
  return value < 7200 ? `${value.toFixed(0)} s` : `${(value / 3600).toFixed(1)} h`;
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}
