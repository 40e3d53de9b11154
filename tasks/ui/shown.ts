import pc from "picocolors";

import { visible, visibleJson, visibleLines } from "../../src/text/visible.ts";

/** The styles that the tasks use. */
const STYLES = { bold: pc.bold, dim: pc.dim, red: pc.red, green: pc.green, yellow: pc.yellow } as const;
export type Style = keyof typeof STYLES;

/** Text that may be written to a terminal as it is: whatever came from outside is escaped in it. Only this file makes it. */
class Drawn {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static textOf(drawn: Drawn): string {
    return drawn.#text;
  }
}
export type { Drawn };

/** What a task shows: lines in order. A string is one line, whatever is in it; more lines, and styles, are Drawn. */
export type Shown = string | Drawn | readonly (string | Drawn)[];

/** One line of parts: strings are made visible, what is drawn stays. */
export function line(...parts: readonly (string | Drawn)[]): Drawn {
  return new Drawn(parts.map(textOf).join(""));
}

/** @param text one line, made visible first: no text gets a style of its own */
export function styled(style: Style, text: string): Drawn {
  return new Drawn(STYLES[style](visible(text)));
}

/** For drawings of several lines whose cells were made visible one by one (`tasks/ui/table.ts`). */
export function drawing(text: string): Drawn {
  return new Drawn(visibleLines(text));
}

/** Lines among lines. */
export function lines(shown: Shown): readonly (string | Drawn)[] {
  return Array.isArray(shown) ? (shown as readonly (string | Drawn)[]) : [shown as string | Drawn];
}

/** For a terminal, without the last newline. */
export function render(shown: Shown): string {
  return lines(shown).map(textOf).join("\n");
}

/** Shows on stdout. */
export function print(shown: Shown): void {
  console.log(render(shown));
}

/** Shows an object on stdout as JSON; its integers as decimal texts. */
export function printJson(value: Record<string, unknown>): void {
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part), 2);
  console.log(visibleJson(json));
}

/** Shows one line on a stream. */
export function printLine(stream: Pick<NodeJS.WritableStream, "write">, ...parts: (string | Drawn)[]): void {
  stream.write(`${render(line(...parts))}\n`);
}

function textOf(part: string | Drawn): string {
  return typeof part === "string" ? visible(part) : Drawn.textOf(part);
}
