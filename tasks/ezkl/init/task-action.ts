import type { NewTaskActionFunction } from "hardhat/types/tasks";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { initModel, type InitRequest } from "../../../src/pipeline/init.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { PLUGIN_ID, showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { workspaceOf } from "../../workspace.ts";
import { DEFAULTS } from "../tune/defaults.ts";
import { tune } from "../tune/task-action.ts";
import { lines, render, type Shown } from "../../ui/shown.ts";

interface InitArguments {
  model: string;
  onnx?: string;
  input?: string;
  visibility: string;
  engine: string;
  withoutContext: boolean;
  tune: boolean;
  json: boolean;
}

type Environment = Pick<HardhatRuntimeEnvironment, "config" | "solidity" | "network">;

const action: NewTaskActionFunction<InitArguments> = async ({ json, tune: tuneNow, ...args }, hre) =>
  showResult(json, async () => {
    const made = await init(args, workspaceOf(hre.config).paths);
    const wanted = tuneNow || (!json && (await offerToTune(made.text, hre)));
    return wanted
      ? tuned(args.model, made, hre)
      : { ...made, text: [...lines(made.text), ...MESSAGES.afterInit(args.model)] };
  });

export async function init(
  { model, onnx, input, visibility, engine, withoutContext }: Omit<InitArguments, "json" | "tune">,
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

/** Asks where somebody can answer; elsewhere the text at the end says how to. */
async function offerToTune(
  made: Shown,
  { interruptions }: Pick<HardhatRuntimeEnvironment, "interruptions">,
): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const answer = await interruptions.requestInput(
    PLUGIN_ID,
    `${render(made)} ${MESSAGES.offerToTune(DEFAULTS.budget)}`,
  );
  return /^y(es)?$/i.test(answer.trim());
}

async function tuned(model: string, made: TaskOutput, hre: Environment): Promise<TaskOutput> {
  const found = await tune({ model, ...DEFAULTS, fresh: false }, hre);
  return { json: { ...made.json, tuning: found.json }, text: [...lines(made.text), ...lines(found.text)] };
}

export default action;
