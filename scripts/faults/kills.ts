import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";

import { startChild, until } from "./child.ts";
import { fileDigests, partial } from "./visible.ts";

/** A sandbox with the model `tiny` built, whose workspace uses the store in it. */
export interface KillOptions {
  sandbox: Sandbox;
  kills: number;
  next: () => number;
  say?: (line: string) => void;
}

export interface KillResult {
  kills: number;
  /** How often the last step that the killed build had made was which. */
  after: Record<string, number>;
  /** Builds that were over before their kill came: they do not count, and the next kills come earlier. */
  tooLate: number;
  failures: string[];
}

const MANIFEST = "models/tiny/model.lock.json";

/**
 * Kills builds at random moments, looks at what they left in sight, builds again and compares everything with an undisturbed build. The store
 * is emptied for one half of them: their builds fill it, the others' take from it.
 */
export async function killBuilds({
  sandbox,
  kills,
  next,
  say = () => undefined,
}: KillOptions): Promise<KillResult> {
  const store = sandbox.path("store");
  const unbuild = async (withStore: boolean): Promise<void> => {
    for (const made of ["cache", "contracts", "types", MANIFEST, ...(withStore ? ["store"] : [])])
      await rm(sandbox.path(made), { recursive: true, force: true });
  };
  const finished = await fileDigests(sandbox);
  const manifest = await sandbox.text(MANIFEST);
  const timed = async (withStore: boolean): Promise<number> => {
    await unbuild(withStore);
    const { said, ended } = startChild("build", sandbox.root, store);
    await until(() => said().includes("ready"));
    const began = performance.now();
    await ended;
    return performance.now() - began;
  };
  const whole = { filling: await timed(true), taking: await timed(false) };

  const result: KillResult = { kills: 0, after: {}, tooLate: 0, failures: [] };
  while (result.kills < kills) {
    const kind = result.kills % 2 === 0 ? "filling" : "taking";
    await unbuild(kind === "filling");
    const { child, said, ended } = startChild("build", sandbox.root, store);
    await until(() => said().includes("ready"));
    const began = performance.now();
    await Promise.race([delay(next() * whole[kind]), ended]);
    const took = performance.now() - began;
    child.kill("SIGKILL");
    await ended;
    // It may also have ended by itself between the last look and the kill.
    if (child.exitCode === 0) {
      result.tooLate += 1;
      whole[kind] = Math.min(whole[kind], took);
      continue;
    }
    result.kills += 1;
    const last = said().trim().split("\n").at(-1) ?? "";
    result.after[last] = (result.after[last] ?? 0) + 1;

    const wrong = await partial(sandbox, finished);
    if (child.exitCode !== null) wrong.push(`it failed by itself: ${said()}`);
    try {
      await sandbox.build("tiny");
      if ((await sandbox.text(MANIFEST)) !== manifest) wrong.push("another manifest");
      const leftovers = await sandbox.leftovers();
      if (leftovers.length > 0) wrong.push(`left: ${leftovers.join(", ")}`);
      const files = await fileDigests(sandbox);
      if (JSON.stringify([...files]) !== JSON.stringify([...finished])) wrong.push("other files");
    } catch (error) {
      wrong.push(String(error));
    }
    for (const problem of wrong) {
      result.failures.push(`kill ${result.kills}, ${last}: ${problem}`);
      say(`  ${result.failures.at(-1)}`);
    }
    if (result.kills % 20 === 0) say(`${result.kills} kills, ${result.failures.length} failures`);
  }
  return result;
}
