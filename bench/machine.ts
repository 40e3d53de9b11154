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
  /** Releases that were measured. */
  engines: readonly EngineVersion[];
  /** RAYON_NUM_THREADS, the same for both sides. */
  threads: number;
}

/** Describes this machine, with the Python of the engine's own environment, which both sides run in. */
export async function describeMachine(
  cacheDir: string,
  engines: readonly [EngineVersion, ...EngineVersion[]],
): Promise<Machine> {
  const { python } = environmentOf(cacheDir, engines[0]);
  const { version } = await findPython({ ...process.env, HARDHAT_EZKL_PYTHON: python });
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.version,
    python: version,
    engines,
    threads: Number(process.env["RAYON_NUM_THREADS"]),
  };
}

/** One line for a person. */
export function describe({ cpu, cores, memoryGiB, os, node, python, engines, threads }: Machine): string {
  const engine = `ezkl ${engines.join(" and ")}`;
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${os}; Node ${node}, Python ${python}, ${engine}, ${threads} threads`;
}

/** Gives the engine, on both sides, one thread a core; inherited by every process that is started from here. */
export function pinThreads(): void {
  process.env["RAYON_NUM_THREADS"] = String(availableParallelism());
}
