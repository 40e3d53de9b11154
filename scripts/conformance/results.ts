import { readFile } from "node:fs/promises";

import { z } from "zod";

import { writeFileAtomic } from "../../src/pipeline/files.ts";

export const rowSchema = z
  .object({
    model: z.string(),
    status: z.enum(["pass", "skip", "fail"]),
    reason: z.string(),
    /** Of what the row was made from: resumed only for the same. */
    fingerprint: z.string(),
  })
  .passthrough();

/** One line of the report: status, reason and, for a pass, the figures. */
export type Row = z.infer<typeof rowSchema>;

/** The rows of earlier runs by model; a report that cannot be read is none. */
export async function readRows(path: string): Promise<Map<string, Row>> {
  const text = await readFile(path, "utf8").catch(() => "[]");
  const rows = z.array(rowSchema).safeParse(JSON.parse(text));
  return new Map((rows.success ? rows.data : []).map((row) => [row.model, row]));
}

export async function writeRows(path: string, rows: readonly Row[]): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(rows, null, 1)}\n`);
}
