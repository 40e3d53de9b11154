import Table from "cli-table3";

const PLAIN = { head: [], border: [] };
const LONGEST = 96;

/** Rows of a heading and values. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({ head: [...head], style: PLAIN });
  drawn.push(...rows.map((row) => row.map(shorten)));
  return drawn.toString();
}

/** One line a name; lists are joined. */
export function keyValueTable(values: Readonly<Record<string, string | readonly string[]>>): string {
  const drawn = new Table({ style: PLAIN });
  for (const [name, value] of Object.entries(values))
    drawn.push([name, shorten(typeof value === "string" ? value : value.join(", "))]);
  return drawn.toString();
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
