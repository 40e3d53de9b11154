import { readdir, readFile, rm, writeFile } from "node:fs/promises";

import { NativeEngine } from "../../src/engine/native/engine.ts";
import type { EngineVersion } from "../../src/engine/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
import { initModel } from "../../src/pipeline/init.ts";
import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";
import { TINY_CONFIG, TINY_INPUT } from "../../test/core/pipeline/tiny-model.ts";

import { mutate } from "./mutations.ts";

export interface OnnxOptions {
  sandbox: Sandbox;
  count: number;
  /** Models to break. */
  bases: readonly Uint8Array[];
  next: () => number;
  say?: (line: string) => void;
}

export interface OnnxResult {
  count: number;
  /** Outcomes by the error's code; "built" where the broken file was a model all the same. */
  outcomes: Record<string, number>;
  slowestSeconds: number;
  failures: string[];
}

/** Longest time for one step of the engine, and most memory of its process. */
const CAPS = { timeoutSeconds: 20, memoryBytes: 3 * 2 ** 30 };
/** Of one file, with a restart of the engine in it and room for a busy machine. */
const MOST_SECONDS = 60;

/**
 * Gives broken and hostile ONNX files to `init` and then to `build`: each ends as a model or as a typed error, within its time and memory,
 * and leaves nothing half-made. One engine serves all; after a panic it starts a new process by itself.
 */
export async function buildBroken({
  sandbox,
  count,
  bases,
  next,
  say = () => undefined,
}: OnnxOptions): Promise<OnnxResult> {
  const engine = await NativeEngine.open({
    cacheDir: sandbox.workspace.cacheDir,
    version: "21.0.0",
    label: "m",
    ...CAPS,
  });
  Object.assign(sandbox.workspace, { engine: async (_version: EngineVersion) => engine });
  const given = { onnx: sandbox.path("given.onnx"), input: sandbox.path("given.json") };
  await writeFile(given.input, JSON.stringify({ input_data: TINY_INPUT }));
  const before = JSON.stringify(await sandbox.files());
  const result: OnnxResult = { count: 0, outcomes: {}, slowestSeconds: 0, failures: [] };
  try {
    for (; result.count < count; result.count += 1) {
      const { kind, bytes } = mutate(bases, result.count, next);
      const name = `${result.count}, ${kind}`;
      await writeFile(given.onnx, bytes);
      const began = performance.now();
      const outcome = await attempt(sandbox, given);
      const seconds = (performance.now() - began) / 1000;
      result.slowestSeconds = Math.max(result.slowestSeconds, seconds);
      result.outcomes[outcome.code] = (result.outcomes[outcome.code] ?? 0) + 1;
      if (outcome.bug !== undefined) result.failures.push(`${name}: ${outcome.bug}`);
      if (seconds > MOST_SECONDS) result.failures.push(`${name}: took ${seconds.toFixed(0)} s`);
      result.failures.push(
        ...(await left(sandbox, outcome.code)).map((file) => `${name}: ${outcome.code} left ${file}`),
      );
      for (const made of ["models/m", "cache", "contracts", "types", "given.onnx"])
        await rm(sandbox.path(made), { recursive: true, force: true });
      if ((result.count + 1) % 100 === 0)
        say(
          `${result.count + 1} files, ${result.failures.length} failures, ${JSON.stringify(result.outcomes)}`,
        );
    }
  } finally {
    await engine.close();
  }
  if (JSON.stringify((await sandbox.files()).filter((file) => file !== "given.onnx")) !== before)
    result.failures.push("files appeared or went elsewhere in the project");
  return result;
}

async function attempt(
  sandbox: Sandbox,
  given: { onnx: string; input: string },
): Promise<{ code: string; bug?: string }> {
  const request = { name: "m", ...given, config: { ...TINY_CONFIG } };
  try {
    await initModel(sandbox.workspace.paths, request);
  } catch (error) {
    return outcomeOf("init", error);
  }
  try {
    await sandbox.build("m");
    return { code: "built" };
  } catch (error) {
    return outcomeOf("build", error);
  }
}

function outcomeOf(verb: string, error: unknown): { code: string; bug?: string } {
  if (error instanceof EzklError) return { code: `${verb} ${error.code}` };
  return {
    code: `${verb} crashed`,
    bug: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** What a refusal must not leave: a model's folder after `init`; temporary files, locks, or a manifest and sources after `build`. */
async function left(sandbox: Sandbox, code: string): Promise<string[]> {
  const files = await sandbox.leftovers();
  const present = await sandbox.files();
  if (code.startsWith("init")) files.push(...present.filter((file) => file.startsWith("models/m/")));
  else if (code !== "built")
    files.push(...present.filter((file) => /^contracts|^types|lock\.json$|\.key$/.test(file)));
  return files;
}

/** The repository's own small models and the tests'. */
export async function knownModels(): Promise<Uint8Array[]> {
  const models = new URL("../../models/", import.meta.url);
  const found: Uint8Array[] = [];
  for (const name of await readdir(models)) {
    const bytes = await readFile(new URL(`${name}/network.onnx`, models)).catch(() => undefined);
    if (bytes !== undefined && bytes.length < 10_000) found.push(bytes);
  }
  return found;
}
