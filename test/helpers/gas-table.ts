import { expect } from "chai";

import { renderTable, tableIn, writtenByRecord } from "./page-table.ts";

/** Gas by action; the columns that an action has no figure for are left out. */
export type GasTable = Record<string, Record<string, bigint>>;

/**
 * Expects the table between `<!-- marker -->` and `<!-- /marker -->` in a Markdown file to name these actions and to be right within a tolerance.
 * Prints what was measured. While `npm run record` runs, the table is written instead.
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
  if (writtenByRecord({ path, marker }, table)) return;
  const written = tableIn({ path, marker });
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

/** Actions to the left, figures to the right. */
function render(columns: readonly string[], measured: GasTable): string {
  const rows = Object.entries(measured).map(([action, gas]) => [
    action,
    ...columns.map((column) => gas[column]?.toLocaleString("en-US") ?? ""),
  ]);
  return renderTable([["action", ...columns], ...rows], (column) => column > 0);
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
