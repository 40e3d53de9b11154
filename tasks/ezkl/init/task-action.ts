import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { initModel, type InitRequest } from "../../../src/pipeline/init.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { workspaceOf } from "../../workspace.ts";

interface InitArguments {
  model: string;
  onnx?: string;
  input?: string;
  visibility: string;
  engine: string;
  withoutContext: boolean;
  json: boolean;
}

const action: NewTaskActionFunction<InitArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => init(args, workspaceOf(hre.config).paths));

export async function init(
  { model, onnx, input, visibility, engine, withoutContext }: Omit<InitArguments, "json">,
  paths: Parameters<typeof initModel>[0],
): Promise<TaskOutput> {
  if (onnx === undefined) throw new InputInvalidError("--onnx", "no ONNX file was given", "give --onnx FILE");
  if (input === undefined)
    throw new InputInvalidError("--input", "no sample input was given", "give --input FILE");
  const request: InitRequest = {
    name: model,
    onnx,
    input,
    config: { inputVisibility: visibility, engine, context: !withoutContext },
  };
  const { directory, signature } = await initModel(paths, request);
  return {
    json: { model, directory, inputs: signature.inputs, outputs: signature.outputs },
    text: MESSAGES.initialised(model, directory),
  };
}

export default action;
