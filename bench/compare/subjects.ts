import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { prepareOnnx } from "../../src/pipeline/circuit-input.ts";
import { readTextRequired, sha256 } from "../../src/pipeline/files.ts";
import { engineInput } from "../../src/pipeline/input.ts";
import { listModels, loadModel, type Model, type ProjectPaths } from "../../src/pipeline/model.ts";
import { parseModelConfig, type ModelConfig } from "../../src/pipeline/model-config.ts";
import { modelName, ownInput } from "../../scripts/conformance/run-model.ts";
import { parseInput } from "../../src/artifacts/input.ts";
import { madeModel } from "../made-model.ts";
import { modelFolders } from "../models.ts";

/** A model to compare on: its folder, and what of model.json holds for every side. */
export interface Subject {
  name: string;
  /** Holds network.onnx and input.json. */
  source: string;
  config: Pick<ModelConfig, "context" | "inputVisibility"> & Partial<Pick<ModelConfig, "holdout">>;
}

const PLAIN: Subject["config"] = { context: false, inputVisibility: "private" };
const MADE = "made-mlp";

/** Every `<model>/{network.onnx,input.json}` of a folder, inputs private as the baseline has them. @throws FileMissingError */
export async function subjectsIn(directory: string): Promise<Subject[]> {
  const names = await modelFolders(directory);
  return names.map((name) => ({ name, source: join(directory, name), config: PLAIN }));
}

/** The project's own models, with their visibility, context and hold-out, and the made one. */
export async function ownSubjects(project: ProjectPaths, home: string): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const [name, source] of await listModels(project)) {
    const file = join(source, "model.json");
    const { context, inputVisibility, holdout } = parseModelConfig(
      await readTextRequired(file, "the model's configuration"),
      file,
    );
    subjects.push({ name, source, config: { context, inputVisibility, ...(holdout && { holdout }) } });
  }
  const source = join(home, "source", MADE);
  const { onnx, input } = madeModel();
  await rm(source, { recursive: true, force: true });
  await mkdir(source, { recursive: true });
  await writeFile(join(source, "network.onnx"), onnx);
  await writeFile(join(source, "input.json"), JSON.stringify(input));
  return [...subjects, { name: MADE, source, config: PLAIN }];
}

/** Of everything in a subject that a row depends on. */
export async function fingerprintOf({ name, source, config }: Subject): Promise<string[]> {
  const files = ["network.onnx", "input.json", ...(config.holdout ? [config.holdout.file] : [])];
  const digests = files.map(async (file) =>
    sha256(await readFile(join(source, file)).catch(() => Buffer.alloc(0))),
  );
  return [name, JSON.stringify(config), ...(await Promise.all(digests))];
}

/** Lays a subject out as a model of a project of its own, configured as if nobody had tuned it. */
export async function layOut(paths: ProjectPaths, { name, source, config }: Subject): Promise<Model> {
  const slug = modelName(name);
  const directory = join(paths.models[0] as string, slug);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await copyFile(join(source, "network.onnx"), join(directory, "network.onnx"));
  await writeFile(join(directory, "input.json"), await ownInput(source));
  if (config.holdout) await copyFile(join(source, config.holdout.file), join(directory, config.holdout.file));
  await writeFile(join(directory, "model.json"), JSON.stringify(config));
  return loadModel(paths, slug);
}

/** Writes the folder that the engine is run on: the graph with the context that the model carries, and its input. */
export async function engineFolder(folder: string, model: Model): Promise<string> {
  await mkdir(folder, { recursive: true });
  await copyFile((await prepareOnnx(model)).engineOnnx, join(folder, "network.onnx"));
  const { input_data: data } = parseInput(await readFile(model.paths.input, "utf8"), model.paths.input);
  await writeFile(join(folder, "input.json"), engineInput(model, data, undefined));
  return folder;
}
