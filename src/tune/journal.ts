import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";

import { z } from "zod";

import { writeFileAtomic } from "../pipeline/files.ts";

import type { Clock } from "./clock.ts";

const entrySchema = z.object({
  kind: z.string(),
  key: z.string(),
  value: z.unknown().optional(),
  objective: z.string(),
  /** Seconds spent on this objective when the entry was written. */
  spent: z.number(),
});

type Entry = z.infer<typeof entrySchema>;

const HEADER = "search";

export interface JournalOptions {
  path: string;
  /** Of everything that the results depend on: a journal of another identity is begun anew. */
  identity: string;
  /** Entries are worth something to every objective; the time spent on them counts for the one they were made for. */
  objective: string;
  resume: boolean;
  clock: Clock;
}

/**
 * What a search has found out so far, on disk: one JSON object a line, only ever appended to, so that whatever ends the process loses at most the
 * line being written. A search that is run again does nothing of it twice, and what depends on the time left is decided as it was.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #entries: Map<string, Entry>;

  private constructor(options: JournalOptions, entries: readonly Entry[]) {
    this.#options = options;
    this.#entries = new Map(entries.map((entry) => [`${entry.kind} ${entry.key}`, entry]));
  }

  static async open(options: JournalOptions): Promise<Journal> {
    const entries = options.resume ? await readEntries(options) : undefined;
    if (entries !== undefined) return new Journal(options, entries);
    const { path, identity: key, objective } = options;
    await writeFileAtomic(
      path,
      `${JSON.stringify({ kind: HEADER, key, value: null, objective, spent: 0 })}\n`,
    );
    return new Journal(options, []);
  }

  /** True when the work has a recorded result, whatever its shape. */
  has(kind: string, key: string): boolean {
    return this.#entries.has(`${kind} ${key}`);
  }

  /** The recorded result of `work`, or the result of doing it now, which is then recorded. */
  async once<S extends z.ZodTypeAny>(
    kind: string,
    key: string,
    schema: S,
    work: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const { path, objective, clock } = this.#options;
    const entry = this.#entries.get(`${kind} ${key}`);
    const known = schema.safeParse(entry?.value);
    if (entry !== undefined && known.success) {
      if (entry.objective === objective) clock.advance(entry.spent);
      return known.data as z.output<S>;
    }
    const value = await work();
    const made = { kind, key, value, objective, spent: clock.spent };
    this.#entries.set(`${kind} ${key}`, made);
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${JSON.stringify(made)}\n`);
    return value;
  }
}

/** Undefined when there is none, or none of this identity. A torn last line is dropped. */
async function readEntries({ path, identity }: JournalOptions): Promise<Entry[] | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const entries = whole.split("\n").flatMap((line) => {
    const parsed = entrySchema.safeParse(parseLine(line));
    return parsed.success ? [parsed.data] : [];
  });
  const [header, ...rest] = entries;
  if (header?.kind !== HEADER || header.key !== identity) return undefined;
  // What is appended next must not continue a torn line.
  if (whole.length < text.length) await writeFileAtomic(path, whole);
  return rest;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
