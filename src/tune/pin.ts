import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { parseSettings } from "../artifacts/settings.ts";
import { FrozenError } from "../errors/pipeline.ts";
import { writeFileAtomic } from "../pipeline/files.ts";
import { parseModelConfig } from "../pipeline/model-config.ts";
import type { Model } from "../pipeline/model.ts";

import { keyOf, type CircuitSpec } from "./circuit-spec.ts";
import { sameSettings } from "./same-settings.ts";

/**
 * Makes a circuit the model's own: model.json says how it is made, settings.json is what was measured. The manifest of the old circuit goes first and the old
 * settings with it, so that at no moment two files contradict each other: a search that dies here leaves a model that builds, as it was or as it
 * was to become.
 * @param settings text of the settings file
 * @param rewritten the ONNX file that the circuit is of, where it is not the model's own
 * @throws FrozenError when a committed file would change and must not
 */
export async function pinCircuit(
  model: Model,
  { engine, runArgs, graph }: CircuitSpec,
  settings: string,
  rewritten: Uint8Array | undefined,
  frozen: boolean,
): Promise<void> {
  const file = join(model.directory, "model.json");
  const config = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const { variables, ...args } = runArgs;
  const named = config["runArgs"] !== undefined && "variables" in (config["runArgs"] as object);
  const own = model.config.source ?? model.config.onnx;
  const pinned = {
    ...config,
    onnx: graph,
    source: graph === own ? undefined : own,
    engine,
    runArgs: { ...args, ...(named ? { variables } : {}) },
    calibration: "none",
  };
  const text = `${JSON.stringify(pinned, null, 2)}\n`;
  const wanted = parseModelConfig(text, file);
  if (
    keyOf(wanted) === keyOf(parseModelConfig(JSON.stringify(config), file)) &&
    (await isPinned(model, settings)) &&
    (graph === own || (await isContent(model.paths.onnx, rewritten)))
  )
    return;
  if (frozen) throw new FrozenError(file, "engine, runArgs, calibration");
  await rm(model.paths.manifest, { force: true });
  await rm(model.paths.settings, { force: true });
  if (graph !== own && rewritten !== undefined)
    await writeFileAtomic(join(model.directory, graph), rewritten);
  await writeFileAtomic(file, text);
  await writeFileAtomic(model.paths.settings, settings);
  if (graph === own && model.config.source !== undefined) await rm(model.paths.onnx, { force: true });
}

/** True when settings.json is there and says the same but for its time stamp: then it stays, and keys made from it stay good. */
async function isPinned({ paths }: Model, settings: string): Promise<boolean> {
  const text = await readFile(paths.settings, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  return sameSettings(parseSettings(text, paths.settings), parseSettings(settings, paths.settings));
}

/** True when a file has this content: a graph of the same name may be of a source that was changed since. */
export async function isContent(path: string, content: Uint8Array | undefined): Promise<boolean> {
  const found = await readFile(path).catch(() => undefined);
  return found !== undefined && content !== undefined && found.equals(content);
}
