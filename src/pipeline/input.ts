import { parseInput, type Input, type InputValue } from "../artifacts/input.ts";
import type { Settings } from "../artifacts/settings.ts";
import { CONTEXT_LIMBS } from "../context/limbs.ts";
import { CONTEXT_INPUT } from "../onnx/context-names.ts";
import type { OnnxSignature } from "../onnx/signature.ts";
import { InputInvalidError, InputRangeError } from "../errors/pipeline.ts";

/** What of a model says how its input file is written. */
interface ContextConfig {
  readonly config: { readonly context: boolean };
}

/** The values for a model's own input tensors, flat and row-major, in ONNX order. */
export type InputData = readonly (readonly InputValue[])[];

/**
 * Checks values against the model before the engine sees them: number of tensors, elements, types, and the range that the
 * circuit can hold (|round(value * 2^scale)| < base^legs).
 * @throws InputInvalidError, InputRangeError
 */
export function checkInput(
  data: InputData,
  signature: OnnxSignature,
  settings: Settings,
  where: string,
): void {
  const tensors = signature.inputs.filter(({ name }) => name !== CONTEXT_INPUT);
  if (data.length !== tensors.length) {
    const names = tensors.map(({ name }) => name).join(", ");
    throw new InputInvalidError(
      where,
      `input_data has ${data.length} lists; the model has ${tensors.length} inputs (${names})`,
    );
  }
  const { decomp_base: base, decomp_legs: legs } = settings.run_args;
  const limit = base ** legs;
  tensors.forEach((tensor, index) => {
    const values = data[index] ?? [];
    const label = `input_data[${index}] (${tensor.name})`;
    const wanted = elementsOf(tensor.shape, settings);
    if (wanted !== undefined && values.length !== wanted) {
      throw new InputInvalidError(where, `${label} has ${values.length} elements; the model takes ${wanted}`);
    }
    const scale = settings.model_input_scales[index] ?? 0;
    const integral = settings.input_types[index] === "Int" || settings.input_types[index] === "TDim";
    values.forEach((value, position) => {
      if (typeof value === "boolean") return;
      const spot = `${label}[${position}] = ${JSON.stringify(value)}`;
      if (typeof value === "string") {
        if (!/^[0-9a-fA-F]{64}$/.test(value))
          throw new InputInvalidError(where, `${spot} is neither a number nor a field element`);
        return;
      }
      if (!Number.isFinite(value)) throw new InputInvalidError(where, `${spot} is not a finite number`);
      if (integral && !Number.isInteger(value))
        throw new InputInvalidError(where, `${spot} is not an integer`);
      if (Math.abs(value) * 2 ** scale >= limit) {
        throw new InputRangeError(where, `${spot}; this circuit holds |x| < ${limit / 2 ** scale}`);
      }
    });
  });
}

/** Elements of a tensor; symbolic dimensions take the value the settings were made with, undefined when there is none. */
function elementsOf(shape: OnnxSignature["inputs"][number]["shape"], settings: Settings): number | undefined {
  const variables = new Map(settings.run_args.variables);
  if (shape === null) return undefined;
  let elements = 1;
  for (const dimension of shape) {
    const size = typeof dimension === "number" ? dimension : variables.get(String(dimension));
    if (size === undefined || size < 0) return undefined;
    elements *= size;
  }
  return elements;
}

/** The engine's input file, with the context's limbs as the last tensor for a model that carries one. */
export function engineInput(
  { config }: ContextConfig,
  data: InputData,
  limbs: readonly number[] | undefined,
): string {
  const context = config.context ? [limbs ?? new Array<number>(CONTEXT_LIMBS).fill(0)] : [];
  return JSON.stringify({ input_data: [...data, ...context] });
}

/**
 * The engine's calibration file. Several samples stand one after the other in each tensor's list, so the context needs as many
 * sets of limbs as there are samples; the engine panics on fewer.
 */
export function calibrationInput(
  { config }: ContextConfig,
  data: InputData,
  { inputs }: OnnxSignature,
): string {
  if (!config.context) return JSON.stringify({ input_data: data });
  const elements = (inputs[0]?.shape ?? []).reduce<number>(
    (product, size) => product * (typeof size === "number" ? size : 1),
    1,
  );
  const samples = Math.max(1, Math.floor((data[0]?.length ?? 0) / elements));
  return JSON.stringify({ input_data: [...data, new Array<number>(CONTEXT_LIMBS * samples).fill(0)] });
}

export function readInput(text: string, where: string): Input {
  return parseInput(text, where);
}
