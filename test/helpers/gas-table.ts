import { readFileSync } from "node:fs";

import { expect } from "chai";

const ROOT = new URL("../../", import.meta.url);

/** Gas by action; the columns that an action has no figure for are left out. */
export type GasTable = Record<string, Record<string, bigint>>;

/**
 * Expects the table between `<!-- marker -->` and `<!-- /marker -->` in a Markdown file to name these actions and to be right within a tolerance.
 * Prints what was measured.
 *
 * @param path from the repository's root
 * @param columns in the order of the table
 * @param tolerance as a part of the measured figure
 * @param marker `gas`, or of one table of several
 */
export function expectGasTable(
  path: string,
  columns: readonly string[],
  measured: GasTable,
  tolerance = 0.02,
  marker = "gas",
): void {
  const table = render(columns, measured);
  console.log(table);
  const text = readFileSync(new URL(path, ROOT), "utf8");
  const written =
    new RegExp(`<!-- ${marker} -->\\s*([\\s\\S]*?)\\s*<!-- /${marker} -->`).exec(text)?.[1] ?? "";
  const hint = `${path}: the table of gas should be\n\n${table}\n`;
  expect(labels(written), hint).to.deep.equal(labels(table));
  const figures = (of: string) => rows(of).map((cells) => cells.map(figure));
  for (const [y, row] of figures(table).entries()) {
    for (const [x, gas] of row.entries()) {
      const told = figures(written)[y]?.[x];
      if (gas === undefined) expect(told, hint).to.equal(undefined);
      else expect(Math.abs((told ?? 0) - gas), hint).to.be.at.most(gas * tolerance);
    }
  }
}

/** As Prettier writes a table: cells padded to their column, figures to the right. */
function render(columns: readonly string[], measured: GasTable): string {
  const cells = [
    ["action", ...columns],
    ...Object.entries(measured).map(([action, gas]) => [
      action,
      ...columns.map((column) => gas[column]?.toLocaleString("en-US") ?? ""),
    ]),
  ];
  const widths = cells[0]!.map((_, x) => Math.max(...cells.map((row) => row[x]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, x) => (x === 0 ? cell.padEnd(widths[x]!) : cell.padStart(widths[x]!))).join(" | ")} |`;
  const rule = widths.map((width, x) => (x === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(cells[0]!), line(rule), ...cells.slice(1).map(line)].join("\n");
}

const rows = (table: string) =>
  table
    .split("\n")
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells) => cells.length > 0);

/** The first column, and the heading's row. */
const labels = (table: string) => [
  rows(table)[0] ?? [],
  rows(table)
    .slice(2)
    .map(([action]) => action),
];

const figure = (cell: string) => (/^[\d,]+$/.test(cell) ? Number(cell.replaceAll(",", "")) : undefined);
