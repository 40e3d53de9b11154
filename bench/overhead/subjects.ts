import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { EngineVersion } from "../../src/engine/engine.ts";
import { parseModelConfig } from "../../src/pipeline/model-config.ts";

import { madeModel } from "../made-model.ts";
import { modelFolders } from "../models.ts";

/** A model to measure: where its ONNX and input stand, and the model.json it is built with. */
export interface Subject {
  name: string;
  source: string;
  config: Record<string, unknown>;
}

const SAMPLE = "trading-signal";
const MADE = "made-mlp";

/** The sample model with its own run arguments, and the made one with the engine's defaults. */
export async function defaultSubjects(root: string, home: string, engine: EngineVersion): Promise<Subject[]> {
  const sample = join(root, "models", SAMPLE);
  const file = join(sample, "model.json");
  const { inputVisibility, context, runArgs, calibration } = parseModelConfig(
    await readFile(file, "utf8"),
    file,
  );
  const made = join(home, "source", MADE);
  const { onnx, input } = madeModel();
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { recursive: true });
  await writeFile(join(made, "network.onnx"), onnx);
  await writeFile(join(made, "input.json"), JSON.stringify(input));
  return [
    // Without its hold-out check: that is 64 witnesses which the bare engine is not asked for.
    { name: SAMPLE, source: sample, config: { engine, inputVisibility, context, runArgs, calibration } },
    { name: MADE, source: made, config: { engine, context: false } },
  ];
}

/** Every `<model>/{network.onnx,input.json}` of a folder, with the engine's defaults. @throws FileMissingError */
export async function subjectsIn(directory: string, engine: EngineVersion): Promise<Subject[]> {
  const names = await modelFolders(directory);
  return names.map((name) => ({ name, source: join(directory, name), config: { engine, context: false } }));
}
