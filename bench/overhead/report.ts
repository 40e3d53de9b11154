import { render } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

import { describe, type Machine } from "../machine.ts";
import type { Measured } from "./measure.ts";
import { rowsOf, type Row } from "./rows.ts";
import { median } from "../statistics.ts";

/** What `--json` writes. */
export interface Report {
  machine: Machine;
  runs: number;
  rows: Row[];
  /** Per measure: the geometric mean and the largest of the ratios over all models; the largest extra seconds for the rebuild. */
  summary: Record<string, number>;
  /** Every single figure, in seconds, in the order of the runs. */
  measured: Measured[];
}

export function reportOf(machine: Machine, runs: number, measured: Measured[]): Report {
  const rows = measured.flatMap(rowsOf);
  const summary: Record<string, number> = {};
  for (const measure of new Set(rows.map((row) => row.measure))) {
    const own = rows.filter((row) => row.measure === measure);
    if (measure === "rebuild") {
      summary["rebuild, most extra seconds"] = Math.max(...own.map((row) => row.extraSeconds));
      summary["rebuild, largest share of a cold build"] = Math.max(...own.map((row) => row.ratio));
      continue;
    }
    const logs = own.map((row) => Math.log(row.ratio));
    summary[`${measure}, mean ratio`] = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
    summary[`${measure}, largest ratio`] = Math.max(...own.map((row) => row.ratio));
  }
  return { machine, runs, rows, summary, measured };
}

/** The report for a person. */
export function showReport({ machine, runs, rows, summary, measured }: Report): string {
  const seconds = (value: number): string => `${value.toFixed(2)} s`;
  const head = ["model", "k", "measure", "ours", "theirs", "extra", "ratio", "at most", "met"];
  const kOf = new Map(measured.map(({ model, k }) => [model, k]));
  const lines = rows.map((row) => [
    row.model,
    String(kOf.get(row.model)),
    row.measure,
    seconds(row.ours),
    seconds(row.theirs),
    seconds(row.extraSeconds),
    row.measure === "rebuild" ? `${(row.ratio * 100).toFixed(1)}%` : row.ratio.toFixed(3),
    row.target,
    row.met ? "yes" : "NO",
  ]);
  const steps = measured.map(
    ({ model, bareSteps }) =>
      `bare engine on ${model}: ${Object.entries(bareSteps)
        .map(([step, taken]) => `${step} ${seconds(median(taken))}`)
        .join(", ")}`,
  );
  return [
    describe(machine),
    `medians of ${runs} runs, all sides in turn`,
    render(table(head, lines)),
    ...steps,
    ...Object.entries(summary).map(([name, value]) => `${name}: ${value.toFixed(3)}`),
  ].join("\n");
}
