import { render } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

import { describe, type Machine } from "../machine.ts";
import { median, quotients } from "../statistics.ts";

import type { Measured } from "./measure.ts";

/** What is aimed at: page / native. */
export const MOST_RATIO = 4;

export interface Row {
  model: string;
  k: number;
  pkBytes: number;
  native: number;
  page: number;
  /** The median of page / native within each run. */
  ratio: number;
  first: number;
  met: boolean;
}

/** What `--json` writes. */
export interface Report {
  machine: Machine;
  browser: string;
  runs: number;
  rows: Row[];
  measured: Measured[];
}

export function rowOf({ model, k, pkBytes, seconds, firstSeconds: first }: Measured): Row {
  const ratio = median(quotients(seconds.page, seconds.native));
  const [native, page] = [median(seconds.native), median(seconds.page)];
  return { model, k, pkBytes, native, page, ratio, first, met: ratio <= MOST_RATIO };
}

/** The report for a person. */
export function showReport({ machine, browser, runs, rows }: Report): string {
  const head = ["model", "k", "pk", "native", "page", "page / native", "first in the page", "at most", "met"];
  const lines = rows.map(({ model, k, pkBytes, native, page, ratio, first, met }) => [
    ...[model, String(k), `${(pkBytes / 1e6).toFixed(0)} MB`],
    ...[`${native.toFixed(2)} s`, `${page.toFixed(2)} s`, ratio.toFixed(2), `${first.toFixed(1)} s`],
    ...[String(MOST_RATIO), met ? "yes" : "NO"],
  ]);
  return [
    `${describe(machine)}; Chromium ${browser}`,
    `medians of ${runs} runs, both sides in turn`,
    render(table(head, lines)),
  ].join("\n");
}
