import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { ensureEnvironment } from "../../src/engine/native/environment.ts";
import { userCacheDir } from "../../src/pipeline/cache-dir.ts";

import { RecordingStepError } from "./errors.ts";
import type { Recorder } from "./recordings.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const HARDHAT = join("node_modules", "hardhat", "dist", "src", "cli.js");

/** Runs a Hardhat task to its end. @throws RecordingStepError */
export async function hardhat(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  await run(`hardhat ${args.join(" ")}`, process.execPath, [HARDHAT, ...args], env);
}

/** Runs a program that writes below test/vectors; the engine's Python is installed where it is missing. @throws RecordingStepError */
export async function runRecorder(recorder: Recorder): Promise<void> {
  if ("node" in recorder) return run(recorder.node, process.execPath, [recorder.node]);
  const { python } = await ensureEnvironment(userCacheDir(), recorder.engine);
  await run(recorder.python, python, ["-B", recorder.python]);
}

/** From the repository's root, on our own terminal. Our Node is the first in the path: the recorders in Python run programs of scripts/vectors with it. */
async function run(
  step: string,
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const path = `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, PATH: path },
    stdio: ["ignore", "inherit", "inherit"],
  });
  // A signal ends the program that runs, and so the step: what it wrote is put back before we end.
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, pass);
  try {
    const outcome = await new Promise<string | undefined>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
    });
    if (outcome !== undefined) throw new RecordingStepError(step, outcome);
  } finally {
    for (const signal of signals) process.removeListener(signal, pass);
  }
}
