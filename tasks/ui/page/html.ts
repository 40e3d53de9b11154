import { visible, visibleLines } from "../../../src/text/visible.ts";

/** Text that stands in a page as it is, whatever it holds. */
export function escape(text: string): string {
  return entities(visible(text));
}

/** The same for code: its lines stay. */
export function escapeLines(text: string): string {
  return entities(visibleLines(text));
}

function entities(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A column of a table: figures stand right, texts left; a long text may take several lines, a note of few words two or three, a wrapping one as many as there is need for. */
export interface Column {
  head: string;
  kind?: "text" | "text long" | "text note" | "text wrap";
}

/** A table that scrolls by itself where the page is narrow or the rows are many; cells are escaped. */
export function htmlTable(
  columns: readonly Column[],
  rows: readonly { cells: readonly string[]; mark?: string }[],
): string {
  const classOf = (kind: string | undefined): string => (kind === undefined ? "" : ` class="${kind}"`);
  const head = columns.map(({ head: name, kind }) => `<th scope="col"${classOf(kind)}>${escape(name)}</th>`);
  const body = rows.map(({ cells, mark }) => {
    const drawn = cells.map((text, index) => `<td${classOf(columns[index]?.kind)}>${escape(text)}</td>`);
    return `<tr${classOf(mark)}>${drawn.join("")}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

/** Names and what they are. */
export function definitions(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(
    ([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`,
  );
  return `<dl>${entries.join("")}</dl>`;
}
