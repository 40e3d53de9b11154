import { rm } from "node:fs/promises";

import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";

import { startChild } from "./child.ts";

/** Starts builds of one model at once; says what is wrong. */
export async function buildAtOnce(sandbox: Sandbox, builders: number): Promise<string[]> {
  const manifest = await sandbox.text("models/tiny/model.lock.json");
  for (const made of ["cache", "contracts", "types", "models/tiny/model.lock.json"])
    await rm(sandbox.path(made), { recursive: true, force: true });
  const started = Array.from({ length: builders }, () => startChild("build", sandbox.root));
  await Promise.all(started.map(async ({ ended }) => ended));

  const failed = started.filter(({ child }) => child.exitCode !== 0).map(({ said }) => `failed: ${said()}`);
  const makers = started.filter(({ said }) => said().includes("made ")).length;
  const leftovers = await sandbox.leftovers();
  return [
    ...failed,
    ...(makers === 1 ? [] : [`${makers} builders`]),
    ...((await sandbox.text("models/tiny/model.lock.json")) === manifest ? [] : ["another manifest"]),
    ...leftovers.map((file) => `left: ${file}`),
  ];
}
