import { join } from "node:path";

import type { TuningRecord } from "../artifacts/tuning-record.ts";
import { FloatRuntime } from "../engine/float/runtime.ts";
import { HoldoutUnusableError } from "../errors/tune.ts";
import type { OnnxSignature } from "../onnx/signature.ts";
import { readTextRequired, sha256 } from "../pipeline/files.ts";
import { readHoldout } from "../pipeline/holdout.ts";
import { readInput, type InputData } from "../pipeline/input.ts";
import type { Model } from "../pipeline/model.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import type { Variables } from "./circuit-spec.ts";
import type { Outputs } from "./output-error.ts";
import { perturbed } from "./perturb.ts";

/** Enough that a change of the order of one sample in thirty shows. */
const SAMPLES = 32;

/** Inputs that no calibration has seen, with what the float model answers. */
export interface Holdout {
  samples: readonly InputData[];
  expected: readonly Outputs[];
  source: TuningRecord["holdout"]["source"];
  sha256: string;
}

/** ONNX element types that the engine holds with a scale. */
const FLOAT_TYPES = new Set(["float32", "float16", "float64"]);

/**
 * The model's own hold-out file, or samples like the sample input with onnxruntime's answers to them. Samples to which the float model
 * has no finite answer are left out.
 * @param signature of the model's own ONNX file, without context
 * @throws HoldoutUnusableError when no sample is left
 */
export async function loadHoldout(
  workspace: Workspace,
  model: Model,
  signature: OnnxSignature,
  variables: Variables,
  seed: number,
): Promise<Holdout> {
  const { holdout } = model.config;
  if (holdout !== undefined) {
    const path = join(model.directory, holdout.file);
    const samples = await readHoldout(path);
    return finished(
      samples.map(({ input }) => input),
      samples.map(({ output }) => output.map((tensor) => tensor.map(Number))),
      "holdout.json",
      path,
    );
  }
  const { input_data: all } = readInput(
    await readTextRequired(model.paths.input, "the sample input"),
    model.paths.input,
  );
  const own = all.slice(0, signature.inputs.length);
  const generated = perturbed(own, floatTensors(signature), SAMPLES, seed);
  // A model without inputs, or whose input has one value only, can be compared on that alone.
  const samples = generated.length > 0 ? generated : [own];
  const runtime = await FloatRuntime.open({
    cacheDir: workspace.cacheDir,
    timeoutSeconds: workspace.timeoutSeconds,
    label: model.name,
  });
  try {
    const answers = await runtime.run({ onnx: model.paths.onnx, samples, variables });
    const finite = answers.map((sample) => sample.every((tensor) => tensor.every((value) => value !== null)));
    return finished(
      samples.filter((_, index) => finite[index]),
      answers.filter((_, index) => finite[index]) as Outputs[],
      "generated",
      model.paths.input,
    );
  } finally {
    await runtime.close();
  }
}

/** Which inputs hold fractions. */
export function floatTensors({ inputs }: OnnxSignature): boolean[] {
  return inputs.map(({ elementType }) => FLOAT_TYPES.has(elementType));
}

/** The first samples of a hold-out, as one of its own. */
export function firstSamples({ samples, expected, source }: Holdout, count: number): Holdout {
  return finished(samples.slice(0, count), expected.slice(0, count), source, "");
}

function finished(
  samples: readonly InputData[],
  expected: readonly Outputs[],
  source: Holdout["source"],
  where: string,
): Holdout {
  if (samples.length === 0) throw new HoldoutUnusableError(where);
  return { samples, expected, source, sha256: sha256(JSON.stringify([samples, expected])) };
}
