import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseInput } from "../artifacts/input.ts";
import { FileExistsError, InputInvalidError } from "../errors/pipeline.ts";
import { readOnnxSignature, type OnnxSignature } from "../onnx/signature.ts";

import { asDiskFull, isFile, readRequired, readTextRequired } from "./files.ts";
import { checkModelName, listModels, type ProjectPaths } from "./model.ts";
import { pascalName } from "../statement/naming.ts";
import { parseModelConfig } from "./model-config.ts";
import { ModelNameClashError } from "../errors/pipeline.ts";

export interface InitRequest {
  name: string;
  onnx: string;
  input: string;
  /** Checked like model.json. */
  config: Record<string, unknown>;
}

/**
 * Makes `models/<name>/` from an ONNX file and a sample input: both are checked first, and the folder appears whole or not at all.
 * @throws ModelNameError, FileExistsError, ModelNameClashError, FileMissingError, OnnxMalformedError, InputInvalidError, ModelConfigError
 */
export async function initModel(
  paths: ProjectPaths,
  { name, onnx, input, config }: InitRequest,
): Promise<{ directory: string; signature: OnnxSignature }> {
  const parent = paths.models[0] as string;
  const directory = join(parent, name);
  checkModelName(name, directory);
  const present = await listModels(paths);
  if (present.has(name) || (await isFile(join(directory, "model.json"))))
    throw new FileExistsError(directory);
  for (const [other, where] of present) {
    if (pascalName(other).toLowerCase() === pascalName(name).toLowerCase())
      throw new ModelNameClashError(pascalName(name), where, directory);
  }

  const onnxBytes = await readRequired(onnx, "the ONNX file");
  const signature = readOnnxSignature(onnxBytes, onnx);
  const inputText = await readTextRequired(input, "the sample input");
  const { input_data: data } = parseInput(inputText, input);
  if (data.length !== signature.inputs.length) {
    throw new InputInvalidError(
      input,
      `input_data has ${data.length} lists; the model has ${signature.inputs.length} inputs`,
    );
  }
  const modelJson = `${JSON.stringify({ onnx: "network.onnx", input: "input.json", ...config }, null, 2)}\n`;
  parseModelConfig(modelJson, `the configuration of ${name}`);

  const staging = join(parent, `.${name}-${randomUUID().slice(0, 8)}`);
  try {
    await mkdir(staging, { recursive: true });
    await writeFile(join(staging, "network.onnx"), onnxBytes);
    await writeFile(join(staging, "input.json"), inputText);
    await writeFile(join(staging, "model.json"), modelJson);
    await rename(staging, directory);
  } catch (error) {
    throw asDiskFull(error, directory);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return { directory, signature };
}
