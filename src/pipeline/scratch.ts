import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { isRunning } from "../running.ts";

import type { Model } from "./model.ts";

const SCRATCH = /^scratch-(\d+)-[0-9a-f]+$/;

/** A directory for one run's private files, gone afterwards whatever happens; those of killed runs go first. */
export async function withScratch<T>(model: Model, work: (directory: string) => Promise<T>): Promise<T> {
  await removeDeadScratch(model);
  const directory = join(model.paths.output, `scratch-${process.pid}-${randomUUID().slice(0, 8)}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export async function writeScratch(directory: string, name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

/** Removes what killed runs left: it holds their private inputs. A run in progress is known by the process in the name. */
export async function removeDeadScratch(model: Model): Promise<void> {
  const { output } = model.paths;
  const entries = await readdir(output).catch(() => []);
  const dead = entries.filter((entry) => {
    const pid = SCRATCH.exec(entry)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  await Promise.all(dead.map(async (entry) => rm(join(output, entry), { recursive: true, force: true })));
}
