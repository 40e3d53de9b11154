import { availableParallelism, cpus, release, totalmem, type } from "node:os";

import { environmentOf } from "../src/engine/native/environment.ts";
import type { EngineVersion } from "../src/engine/engine.ts";
import { findPython } from "../src/engine/native/python.ts";

/** What the seconds of a run depend on besides the code. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  os: string;
  node: string;
  python: string;
  engine: EngineVersion;
  /** RAYON_NUM_THREADS, the same for both sides. */
  threads: number;
}

/** Describes this machine, with the Python of the engine's own environment, which both sides run in. */
export async function describeMachine(cacheDir: string, engine: EngineVersion): Promise<Machine> {
  const { python } = environmentOf(cacheDir, engine);
  const { version } = await findPython({ ...process.env, HARDHAT_EZKL_PYTHON: python });
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.version,
    python: version,
    engine,
    threads: Number(process.env["RAYON_NUM_THREADS"]),
  };
}

/** Gives the engine, on both sides, one thread a core; inherited by every process that is started from here. */
export function pinThreads(): void {
  process.env["RAYON_NUM_THREADS"] = String(availableParallelism());
}
