import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { z } from "zod";

import type { EngineVersion } from "../../src/engine/engine.ts";
import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { engineHome } from "../../src/engine/native/home.ts";

const SCRIPT = fileURLToPath(new URL("../../bench/bare.py", import.meta.url));

const figuresSchema = z.object({
  version: z.string(),
  k: z.number(),
  rows: z.number(),
  /** Most resident memory of the process; null where the system does not tell. */
  peakBytes: z.number().nullable(),
  /** Of the proof, when the steps include one. */
  verified: z.boolean().optional(),
  proofBytes: z.number().optional(),
  pkBytes: z.number(),
  seconds: z.record(z.number()),
  /** Of all threads together. */
  cpuSeconds: z.record(z.number()),
});
const answerSchema = z.union([
  z.object({ error: z.string() }),
  z.object({ missingSrs: z.number().int() }),
  z.object({ madeSrs: z.number().int() }),
  figuresSchema,
]);

export type BareFigures = z.infer<typeof figuresSchema> & { wallSeconds: number };

export interface BareRun {
  cacheDir: string;
  version: EngineVersion;
  modelDir: string;
  outDir: string;
  srsDir: string;
  options?: { calibration?: string; runArgs?: Record<string, unknown>; steps?: "all" | "build" | "prove" };
  maxSeconds: number;
  /** The same for making an SRS; default: `maxSeconds`, for who has no time to make it has none to prove with it. */
  srsMaxSeconds?: number;
}

/**
 * Runs the bare engine on one model in a process of its own; what it refuses or does not finish in time is a text. An SRS that is missing
 * is made in another process first, and the run begins anew.
 */
export async function runBare(run: BareRun): Promise<BareFigures | string> {
  const first = await runScript(run, run.options ?? {}, run.maxSeconds);
  if (typeof first === "string" || !("missingSrs" in first)) return figuresOf(first);
  const made = await runScript(
    run,
    { steps: "srs", k: first.missingSrs },
    run.srsMaxSeconds ?? run.maxSeconds,
  );
  if (typeof made === "string") return `no SRS for k=${first.missingSrs}: ${made}`;
  return figuresOf(await runScript(run, run.options ?? {}, run.maxSeconds));
}

type Answer = z.infer<typeof answerSchema> & { wallSeconds: number };

function figuresOf(answer: Answer | string): BareFigures | string {
  if (typeof answer === "string") return answer;
  return "seconds" in answer ? answer : "the bare engine ended without figures";
}

async function runScript(
  { cacheDir, version, modelDir, outDir, srsDir }: BareRun,
  options: object,
  maxSeconds: number,
): Promise<Answer | string> {
  const { directory, python } = await ensureEnvironment(cacheDir, version);
  const home = await engineHome(directory);
  await mkdir(outDir, { recursive: true });
  await mkdir(srsDir, { recursive: true });
  const start = performance.now();
  const { output, signal } = await new Promise<{ output: string; signal: string | null }>((resolve) => {
    const args = ["-I", SCRIPT, modelDir, outDir, srsDir, JSON.stringify({ ...options, tied: true })];
    const child = spawn(python, args, {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, HOME: home, EZKL_REPO_PATH: home },
      timeout: maxSeconds * 1000,
      killSignal: "SIGKILL",
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text = (text + chunk.toString()).slice(-100_000)));
    child.on("close", (_code, endedBy) => resolve({ output: text, signal: endedBy }));
  });
  const wallSeconds = (performance.now() - start) / 1000;
  if (signal !== null)
    return wallSeconds >= maxSeconds
      ? `the bare engine does not finish within ${maxSeconds} s`
      : `the bare engine ended by ${signal}`;
  const last = output.trim().split("\n").at(-1) ?? "";
  try {
    const answer = answerSchema.parse(JSON.parse(last));
    return "error" in answer ? `the bare engine refuses: ${answer.error}` : { ...answer, wallSeconds };
  } catch {
    return "the bare engine ended without an answer";
  }
}
