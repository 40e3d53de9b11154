import type { Settings } from "../artifacts/settings.ts";
import { visibilityOf } from "../artifacts/visibility.ts";
import { CONTEXT_LIMBS } from "../context/limbs.ts";
import { StatementLayoutError } from "../errors/statement.ts";
import { CONTEXT_INPUT, CONTEXT_OUTPUT } from "../onnx/context-names.ts";
import type { OnnxSignature } from "../onnx/signature.ts";
import type { StatementLayout, Tensor, TensorRole } from "./tensor.ts";
import { tensorName, uniqueNames } from "./naming.ts";

export type { StatementLayout };

export interface LayoutSource {
  /** Name of the model, for error messages and generated names. */
  readonly model: string;
  readonly settings: Settings;
  /** Of the ONNX bytes that the engine read, so with the pass-through when there is one. */
  readonly signature: OnnxSignature;
  /** Whether the model carries a context (see `appendContext`). */
  readonly context: boolean;
}

/** Names that the generated library uses itself. */
const TAKEN = [
  "context",
  "contextInput",
  "contextInputHash",
  "instances",
  "index",
  "i",
  "decode",
  "statement",
];

interface Side {
  readonly kind: "input" | "output";
  readonly visibility: "public" | "hashed" | "absent";
  readonly names: readonly string[];
  readonly scales: Settings["model_input_scales"];
  readonly types: Settings["input_types"];
}

/**
 * The instances of a model's proofs, in the order that the engine gives them (measured on both engines): public inputs in ONNX
 * order, or one hash for each hashed input; then public outputs in ONNX order, or one hash for each hashed output. Shapes are
 * the settings', where symbolic dimensions have their number; names are the ONNX file's, or input0, output1, ... where the
 * engine kept another number of tensors than the file declares.
 * @throws StatementLayoutError when these sources do not fit together or a visibility has no layout.
 */
export function layoutOf({ model, settings, signature, context }: LayoutSource): StatementLayout {
  const { run_args: runArgs } = settings;
  const params = visibilityOf(runArgs.param_visibility);
  if (params !== "fixed" && params !== "private")
    throw new StatementLayoutError(model, `param_visibility is ${params}`);
  const inputs: Side = {
    kind: "input",
    visibility: sideVisibility(model, "input", visibilityOf(runArgs.input_visibility)),
    names: signature.inputs.map(({ name }) => name),
    scales: settings.model_input_scales,
    types: settings.input_types,
  };
  const outputs: Side = {
    kind: "output",
    visibility: sideVisibility(model, "output", visibilityOf(runArgs.output_visibility)),
    names: signature.outputs.map(({ name }) => name),
    scales: settings.model_output_scales,
    types: settings.output_types,
  };
  if (context) checkContext(model, inputs, outputs);

  const shapes = [...settings.model_instance_shapes];
  const expected = [inputs, outputs].reduce(
    (sum, side) => sum + (side.visibility === "public" ? side.scales.length : 0),
    0,
  );
  if (shapes.length !== expected) {
    throw new StatementLayoutError(
      model,
      `model_instance_shapes has ${shapes.length} shapes for ${expected} public tensors`,
    );
  }
  checkHashes(model, settings, inputs, outputs);

  const unique = uniqueNames(TAKEN);
  const tensors: Tensor[] = [];
  let offset = 0;
  for (const tensor of [
    ...sideTensors(model, inputs, context, shapes),
    ...sideTensors(model, outputs, context, shapes),
  ]) {
    const name = tensor.role === "context" ? tensor.name : unique(tensor.name);
    tensors.push({ ...tensor, name, offset });
    offset += tensor.length;
  }
  const carrier = tensors.find(({ role, name }) => role === "context" && name === "context");
  if (context && (carrier?.length !== CONTEXT_LIMBS || carrier.scaleBits !== 0)) {
    throw new StatementLayoutError(model, `${CONTEXT_OUTPUT} is not ${CONTEXT_LIMBS} integers`);
  }
  return { model, instances: offset, contextOffset: carrier?.offset ?? null, tensors };
}

type Visible = ReturnType<typeof visibilityOf>;

function sideVisibility(model: string, kind: string, visibility: Visible): Side["visibility"] {
  if (visibility === "public" || visibility === "hashed") return visibility;
  if (visibility === "private" || visibility === "fixed") return "absent";
  throw new StatementLayoutError(
    model,
    `${kind}_visibility ${visibility} has no statement`,
    `set ${kind}_visibility to private, public or hashed`,
  );
}

function checkContext(model: string, inputs: Side, outputs: Side): void {
  const remedy = "make the settings from the ONNX file with the pass-through, with public outputs";
  if (outputs.names.at(-1) !== CONTEXT_OUTPUT || outputs.names.length !== outputs.scales.length) {
    throw new StatementLayoutError(model, `the last output is not ${CONTEXT_OUTPUT}`, remedy);
  }
  if (inputs.names.at(-1) !== CONTEXT_INPUT) {
    throw new StatementLayoutError(model, `the last input is not ${CONTEXT_INPUT}`, remedy);
  }
  if (outputs.visibility !== "public") {
    throw new StatementLayoutError(model, "a context needs public outputs", remedy);
  }
}

function checkHashes(model: string, settings: Settings, ...sides: Side[]): void {
  const expected = sides.reduce(
    (sum, side) => sum + (side.visibility === "hashed" ? side.scales.length : 0),
    0,
  );
  const actual = settings.module_sizes.poseidon[1][0] ?? 0;
  if (actual !== expected) {
    throw new StatementLayoutError(
      model,
      `the settings hash ${actual} tensors where ${expected} are hashed by visibility`,
    );
  }
}

/** The tensors of one side in order, taking their shapes off the front of `shapes`; offsets and unique names come later. */
function sideTensors(
  model: string,
  side: Side,
  context: boolean,
  shapes: number[][],
): Omit<Tensor, "offset">[] {
  const { kind, visibility, names, scales, types } = side;
  if (visibility === "absent") return [];
  return scales.map((scaleBits, index) => {
    const type = types[index];
    if (type === undefined)
      throw new StatementLayoutError(model, `${kind} ${index} has no type in the settings`);
    const onnxName = (names.length === scales.length ? names[index] : undefined) ?? `${kind}${index}`;
    const isContext = context && index === scales.length - 1;
    const name = isContext ? (kind === "input" ? "contextInput" : "context") : tensorName(onnxName, kind);
    if (visibility === "hashed") {
      const role: TensorRole = isContext ? "context" : kind === "input" ? "inputHash" : "outputHash";
      return { name: `${name}Hash`, onnxName, role, shape: [], length: 1, scaleBits: 0, type: "Felt" };
    }
    const shape = shapes.shift() ?? [];
    const length = shape.reduce((product, dimension) => product * dimension, 1);
    return { name, onnxName, role: isContext ? "context" : kind, shape, length, scaleBits, type };
  });
}
