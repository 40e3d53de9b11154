import Table from "cli-table3";

import { visible } from "../../src/text/visible.ts";

import { drawing, type Drawn } from "./shown.ts";

const PLAIN = { head: [], border: [] };
const LONGEST = 96;

/** Rows of a heading and values, each on one line, whatever is in it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): Drawn {
  const drawn = new Table({ head: head.map(visible), style: PLAIN });
  drawn.push(...rows.map((row) => row.map(cell)));
  return drawing(drawn.toString());
}

/** One line a name; lists are joined. */
export function keyValueTable(values: Readonly<Record<string, string | readonly string[]>>): Drawn {
  const drawn = new Table({ style: PLAIN });
  for (const [name, value] of Object.entries(values))
    drawn.push([visible(name), cell(typeof value === "string" ? value : value.join(", "))]);
  return drawing(drawn.toString());
}

function cell(text: string): string {
  return visible(text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
}
