import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

import { expect } from "chai";

const ROOT = new URL("../../", import.meta.url);

/**
 * Set by `npm run record` alone, to a file that it made: then tables are written, not compared, and each written one is noted there. Whatever else
 * the variable holds is an error, so that no test passes because of a variable that somebody left set.
 */
export const TABLES_WRITTEN = "HARDHAT_EZKL_RECORD_TABLES";

/** Characters of a column: what its rule needs. */
const NARROWEST = 3;

/** Where a table stands: between `<!-- marker -->` and `<!-- /marker -->` in a Markdown file, its path from the repository's root. */
export interface PageTable {
  path: string;
  marker: string;
}

/**
 * Writes a table into its page while `npm run record` runs.
 * @returns false at any other time; the caller then compares
 */
export function writtenByRecord({ path, marker }: PageTable, table: string): boolean {
  const journal = process.env[TABLES_WRITTEN];
  if (journal === undefined) return false;
  if (!existsSync(journal)) throw new Error(`${TABLES_WRITTEN} is set, and npm run record did not set it`);
  const text = read(path);
  if (!place(marker).test(text))
    throw new Error(`${path} has no <!-- ${marker} --> with a <!-- /${marker} --> after it`);
  const replaced = text.replace(
    place(marker),
    (_, before: string, __, after: string) => before + table + after,
  );
  writeFileSync(new URL(path, ROOT), replaced);
  appendFileSync(journal, `${path} ${marker}\n`);
  return true;
}

/** The table as the page has it, empty when there is none. */
export function tableIn({ path, marker }: PageTable): string {
  return place(marker).exec(read(path))?.[2] ?? "";
}

/** Expects a page to have exactly this table. */
export function expectTable(
  table: PageTable,
  cells: readonly (readonly string[])[],
  right?: (column: number) => boolean,
): void {
  const rendered = renderTable(cells, right);
  if (writtenByRecord(table, rendered)) return;
  expect(tableIn(table), `${table.path}: npm run record writes this table`).to.equal(rendered);
}

/** As Prettier writes a table: cells padded to their column. The first row is the heading. @param right whether a column is set to the right */
export function renderTable(
  cells: readonly (readonly string[])[],
  right: (column: number) => boolean = () => false,
): string {
  const widths = cells[0]!.map((_, x) => Math.max(NARROWEST, ...cells.map((row) => row[x]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, x) => (right(x) ? cell.padStart(widths[x]!) : cell.padEnd(widths[x]!))).join(" | ")} |`;
  const rule = widths.map((width, x) => (right(x) ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(cells[0]!), line(rule), ...cells.slice(1).map(line)].join("\n");
}

const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

/** What is before the table, the table, what is after it. */
const place = (marker: string) => new RegExp(`(<!-- ${marker} -->\\s*)([\\s\\S]*?)(\\s*<!-- /${marker} -->)`);
