import { join } from "node:path";
import { readFile } from "node:fs/promises";

import { z } from "zod";

import { parseArtifact } from "../artifacts/parse.ts";
import { inputSchema } from "../artifacts/input.ts";
import { parseWitness } from "../artifacts/witness.ts";
import type { Settings } from "../artifacts/settings.ts";
import type { Engine } from "../engine/engine.ts";
import { HoldoutError, InputInvalidError } from "../errors/pipeline.ts";
import { feltFromLe, type FeltLe } from "../field/felt.ts";
import { feltToSigned } from "../field/signed.ts";
import type { OnnxSignature } from "../onnx/signature.ts";

import { readTextRequired } from "./files.ts";
import { checkInput, engineInput, type InputData } from "./input.ts";
import type { Model } from "./model.ts";
import { ownOutputs } from "./proving.ts";
import { withScratch, writeScratch } from "./scratch.ts";

const holdoutSchema = z.object({ samples: z.array(inputSchema).nonempty() });

export interface HoldoutResult {
  samples: number;
  /** Largest |circuit - float| over all samples and outputs. */
  maxAbsError: number;
}

export interface HoldoutSample {
  input: InputData;
  /** The float model's answer. */
  output: InputData;
  /** Named in errors. */
  where: string;
}

/**
 * The samples of a hold-out file.
 * @throws FileMissingError, ArtifactMalformedError, ArtifactInvalidError, InputInvalidError when a sample has no answer
 */
export async function readHoldout(path: string): Promise<HoldoutSample[]> {
  const text = await readTextRequired(path, "the hold-out set");
  const { samples } = parseArtifact(holdoutSchema, "hold-out set", text, path);
  return samples.map(({ input_data: input, output_data: output }, index) => {
    const where = `${path}, samples[${index}]`;
    if (!output)
      throw new InputInvalidError(where, "output_data, the float model's answer, is missing", "add it");
    return { input, output, where };
  });
}

/** The outputs of a witness as numbers, one list an output tensor in ONNX order, context left out. */
export function outputValues(
  { config }: Model,
  settings: Settings,
  outputs: readonly (readonly FeltLe[])[],
): number[][] {
  return ownOutputs(config, outputs).map((tensor, index) => {
    const scale = settings.model_output_scales[index] ?? 0;
    return tensor.map((felt) => Number(feltToSigned(feltFromLe(felt))) / 2 ** scale);
  });
}

/** The circuit's answers to an input, one list an output tensor in ONNX order, context left out; no proof is made. */
export async function runCircuit(
  model: Model,
  engine: Engine,
  settings: Settings,
  data: InputData,
  scratch: string,
): Promise<number[][]> {
  const input = await writeScratch(scratch, "input.json", engineInput(model, data, undefined));
  const witness = join(scratch, "witness.json");
  await engine.witness({ circuit: model.paths.circuit, input, witness });
  const { outputs } = parseWitness(await readFile(witness, "utf8"), "witness");
  return outputValues(model, settings, outputs);
}

/** circuit - float of every output element of every sample, in the file's order. */
export interface HoldoutDifferences {
  samples: number;
  differences: number[];
}

/** Runs the circuit on the hold-out set; the float model's answers stand in the file. Null for a model without one. */
export async function holdoutDifferences(
  model: Model,
  engine: Engine,
  settings: Settings,
  signature: OnnxSignature,
): Promise<HoldoutDifferences | null> {
  const { holdout } = model.config;
  if (holdout === undefined) return null;
  const samples = await readHoldout(join(model.directory, holdout.file));
  const differences: number[] = [];
  await withScratch(model, async (scratch) => {
    for (const { input, output, where } of samples) {
      checkInput(input, signature, settings, where);
      const found = await runCircuit(model, engine, settings, input, scratch);
      differences.push(...differencesOf(found, output, where));
    }
  });
  return { samples: samples.length, differences };
}

/**
 * Compares the circuit with the float model on inputs the calibration has not seen.
 * @throws HoldoutError when they differ by more than the model allows
 */
export async function checkHoldout(
  model: Model,
  engine: Engine,
  settings: Settings,
  signature: OnnxSignature,
): Promise<HoldoutResult | null> {
  const { holdout } = model.config;
  const found = await holdoutDifferences(model, engine, settings, signature);
  if (holdout === undefined || found === null) return null;
  const maxAbsError = found.differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 0);
  if (maxAbsError > holdout.maxAbsError)
    throw new HoldoutError(maxAbsError, holdout.maxAbsError, join(model.directory, holdout.file));
  return { samples: found.samples, maxAbsError };
}

function differencesOf(found: readonly number[][], expected: InputData, where: string): number[] {
  const remedy = "record it again with the float model";
  if (found.length !== expected.length || found.some((tensor, i) => tensor.length !== expected[i]?.length)) {
    throw new InputInvalidError(where, "output_data does not have the shape of the model's outputs", remedy);
  }
  const differences = found.flatMap((tensor, i) =>
    tensor.map((value, j) => value - Number(expected[i]?.[j])),
  );
  if (!differences.every(Number.isFinite))
    throw new InputInvalidError(where, "output_data holds something that is no number", remedy);
  return differences;
}
