import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { ModelNameClashError, ModelNameError, UnknownModelError } from "../errors/pipeline.ts";
import { pascalName } from "../statement/naming.ts";
import { reservedModel } from "../statement/reserved-models.ts";

import { isFile, readTextRequired } from "./files.ts";
import { parseModelConfig, type ModelConfig } from "./model-config.ts";

/** A model's configuration together with where everything about it stands. */
export interface Model {
  name: string;
  /** What contracts, libraries and types are called after it. */
  pascalName: string;
  /** The folder with model.json. */
  directory: string;
  config: ModelConfig;
  paths: ModelPaths;
}

export interface ModelPaths {
  /** Committed beside the model. */
  onnx: string;
  /** The model's own ONNX file; another than `onnx` when that is a rewrite of it. */
  source: string;
  input: string;
  calibration: string;
  settings: string;
  manifest: string;
  /** Build outputs, never committed. */
  output: string;
  circuitOnnx: string;
  circuit: string;
  pk: string;
  vk: string;
  engineVerifier: string;
  reusableVerifier: string;
  vka: string;
  state: string;
  lock: string;
  /** Generated sources. */
  verifier: string;
  statement: string;
  types: string;
}

/** Where a project keeps its models and what is made from them; absolute paths. */
export interface ProjectPaths {
  /** Folders that hold one folder a model. */
  models: readonly string[];
  output: string;
  generated: string;
  types: string;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @throws ModelNameError */
export function checkModelName(name: string, where: string): void {
  if (!NAME.test(name) || name.length > 48) throw new ModelNameError(name, where);
  const reserved = reservedModel(name);
  if (reserved !== undefined) throw new ModelNameError(name, where, reserved);
}

/** The folders of all models, by name, sorted. @throws ModelNameError, ModelNameClashError */
export async function listModels(project: ProjectPaths): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const contracts = new Map<string, string>();
  for (const parent of project.models) {
    const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
      const directory = join(parent, name);
      if (!(await isFile(join(directory, "model.json")))) continue;
      checkModelName(name, directory);
      // Solidity artifacts meet in one folder, and file systems may not tell cases apart.
      const contract = pascalName(name).toLowerCase();
      const other = contracts.get(contract);
      if (other !== undefined) throw new ModelNameClashError(pascalName(name), other, directory);
      contracts.set(contract, directory);
      found.set(name, directory);
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where a model's verifier source stands, whatever else is known of the model. */
export function verifierPath(project: ProjectPaths, name: string): string {
  return join(project.generated, name, `${pascalName(name)}Verifier.sol`);
}

/** @throws UnknownModelError, ModelConfigError */
export async function loadModel(project: ProjectPaths, name: string): Promise<Model> {
  const models = await listModels(project);
  const directory = models.get(name);
  if (directory === undefined)
    throw new UnknownModelError(name, [...models.keys()], project.models.join(", "));
  const file = join(directory, "model.json");
  const config = parseModelConfig(await readTextRequired(file, "the model's configuration"), file);
  const contractStem = pascalName(name);
  const output = join(project.output, name);
  const generated = join(project.generated, name);
  return {
    name,
    pascalName: contractStem,
    directory,
    config,
    paths: {
      onnx: join(directory, config.onnx),
      source: join(directory, config.source ?? config.onnx),
      input: join(directory, config.input),
      calibration: join(directory, config.calibrationData ?? config.input),
      settings: join(directory, "settings.json"),
      manifest: join(directory, "model.lock.json"),
      output,
      circuitOnnx: join(output, "circuit.onnx"),
      circuit: join(output, "network.ezkl"),
      pk: join(output, "pk.key"),
      vk: join(output, "vk.key"),
      engineVerifier: join(output, "engine-verifier.sol"),
      reusableVerifier: join(output, "reusable-verifier.sol"),
      vka: join(output, "vka.bin"),
      state: join(output, "state.json"),
      lock: join(output, "build.lock"),
      verifier: verifierPath(project, name),
      statement: join(generated, `${contractStem}Statement.sol`),
      types: join(project.types, `${name}.ts`),
    },
  };
}
