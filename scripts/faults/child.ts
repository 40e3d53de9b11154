import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("../test-children/build-or-prove.ts", import.meta.url));
/** For children: what Node made of the sources is kept between them, which is half of their start. */
export const CHILD_ENV = {
  ...process.env,
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../../cache/node-compile", import.meta.url)),
};
const PATIENCE_MS = 120_000;

export interface StartedChild {
  child: ChildProcess;
  /** What it has printed so far: "ready", then a line for each step it made. */
  said: () => string;
  ended: Promise<unknown>;
}

/** Builds or proves the model `tiny` of a sandbox in a process of its own, that may be killed. */
export function startChild(verb: "build" | "prove", root: string, store?: string): StartedChild {
  const given = [verb, root, "tiny", ...(store === undefined ? [] : [store])];
  const child = spawn(process.execPath, ["--no-warnings", CHILD, ...given], {
    env: CHILD_ENV,
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return { child, said: () => output, ended: once(child, "close") };
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + PATIENCE_MS; !(await condition()); await delay(5))
    if (Date.now() > limit) throw new Error("waited in vain");
}
