import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeFileAtomic } from "../../src/pipeline/files.ts";

/** What this reads of the lines of Ignition's journal; one contract a journal. */
const lineSchema = z.object({
  type: z.string(),
  from: z.string().optional(),
  nonce: z.number().optional(),
  hash: z.string().optional(),
  transaction: z.object({ hash: z.string() }).optional(),
  result: z.object({ type: z.string(), address: z.string().optional() }).optional(),
});

type Line = z.infer<typeof lineSchema>;

/** How far a deployment got, by its journal. */
export type Progress =
  | { stage: "unsent" }
  /** A nonce was taken; whether anything was broadcast with it, the journal does not know. */
  | { stage: "prepared"; from: string; nonce: number }
  | { stage: "sent"; from: string; nonce: number; hashes: readonly string[] }
  | { stage: "deployed"; address: string; hash: string }
  /** The chain ran it, or would run it, and it made no contract. */
  | { stage: "failed" };

/** @returns undefined when there is no journal */
export async function readProgress(directory: string): Promise<Progress | undefined> {
  const path = join(directory, "journal.jsonl");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  return progressOf(await wholeLines(path, text));
}

/**
 * Whoever is killed while writing leaves a torn last line, which Ignition could not read; and that a transaction was long in coming is no verdict
 * on it. Both are taken back.
 */
async function wholeLines(path: string, text: string): Promise<Line[]> {
  const written = text.split("\n").filter((line) => line.trim() !== "");
  const last = written.at(-1);
  const parsed = written.map(lineOf);
  if (last !== undefined && (parsed.at(-1) === undefined || isTimeout(parsed.at(-1)))) {
    parsed.pop();
    await writeFileAtomic(path, `\n${written.slice(0, -1).join("\n")}`);
  }
  return parsed.filter((line) => line !== undefined);
}

/** Takes back what was written after the last nonce was taken: another transaction has used it. */
export async function forgetSent(directory: string): Promise<void> {
  const path = join(directory, "journal.jsonl");
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.trim() !== "");
  const prepared = lines.findLastIndex((line) => lineOf(line)?.type === "TRANSACTION_PREPARE_SEND");
  await writeFileAtomic(path, `\n${lines.slice(0, prepared + 1).join("\n")}`);
}

function lineOf(text: string): Line | undefined {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isTimeout(line: Line | undefined): boolean {
  return line?.type === "ONCHAIN_INTERACTION_TIMEOUT";
}

function progressOf(lines: readonly Line[]): Progress {
  let progress: Progress = { stage: "unsent" };
  let from = "";
  let nonce = 0;
  let hashes: string[] = [];
  for (const line of lines) {
    if (line.from !== undefined) from = line.from;
    switch (line.type) {
      case "TRANSACTION_PREPARE_SEND":
        nonce = line.nonce ?? 0;
        progress = { stage: "prepared", from, nonce };
        break;
      case "TRANSACTION_SEND":
        hashes = [...hashes, line.transaction?.hash ?? ""];
        progress = { stage: "sent", from, nonce, hashes };
        break;
      case "ONCHAIN_INTERACTION_BUMP_FEES":
        break;
      case "ONCHAIN_INTERACTION_DROPPED":
      case "ONCHAIN_INTERACTION_REPLACED_BY_USER":
        hashes = [];
        progress = { stage: "unsent" };
        break;
      case "TRANSACTION_CONFIRM":
        hashes = [line.hash ?? ""];
        break;
      case "DEPLOYMENT_EXECUTION_STATE_COMPLETE":
        progress =
          line.result?.address === undefined
            ? { stage: "failed" }
            : { stage: "deployed", address: line.result.address, hash: hashes.at(-1) ?? "" };
    }
  }
  return progress;
}
