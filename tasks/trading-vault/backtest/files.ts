import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { writeFileAtomic } from "../../../src/pipeline/files.ts";

import type { Backtest } from "./backtest.ts";
import { drawChart } from "./chart.ts";
import type { ComparedDay } from "./compare.ts";

const COLUMNS: Record<string, (day: ComparedDay) => string | number | bigint> = {
  close: ({ date }) => date,
  price: ({ price }) => price,
  returns_apart: ({ returnsApart }) => returnsApart,
  float_unrounded: ({ floatExact }) => floatExact,
  float: ({ floatRounded }) => floatRounded,
  circuit: ({ circuit }) => circuit,
  percent_float_unrounded: ({ percents }) => percents.floatExact,
  percent_float: ({ percents }) => percents.floatRounded,
  percent_circuit: ({ percents }) => percents.circuit,
  percent_vault: ({ percents }) => percents.vault ?? "",
  buys: ({ order }) => (order.amountIn === 0n ? "" : String(order.buys)),
  amount_in: ({ order }) => order.amountIn,
  minimum_out: ({ order }) => order.minimumOut,
  stable_after: ({ stable }) => stable,
  risk_after: ({ risk }) => risk,
  worth_before: ({ worth }) => worth,
  trades_differ: ({ tradesDiffer }) => String(tradesDiffer),
};

/** A line a day; amounts in units of their token, prices with 8 decimals. */
export function daysCsv({ days, accounts }: Backtest): string {
  const rules = Object.entries(accounts);
  const heading = [...Object.keys(COLUMNS), ...rules.map(([name]) => `wealth ${name}`)];
  const lines = days.map((day, index) => [
    ...Object.values(COLUMNS).map((of) => String(of(day))),
    ...rules.map(([, { wealth }]) => wealth[index]!.toFixed(6)),
  ]);
  return `${[heading, ...lines].map((cells) => cells.join(",")).join("\n")}\n`;
}

/** Writes days.csv and wealth.svg, and tells their paths. */
export async function writeFiles(folder: string, backtest: Backtest): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = { "days.csv": daysCsv(backtest), "wealth.svg": drawChart(backtest) };
  return Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(folder, name);
      await writeFileAtomic(path, text);
      return path;
    }),
  );
}
