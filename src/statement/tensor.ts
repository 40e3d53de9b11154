import type { ElementType } from "../artifacts/settings.ts";

/**
 * - "input": a public input, element by element
 * - "inputHash", "outputHash": the Poseidon hash of a whole tensor, one field element without sign or scale
 * - "output": a public output
 * - "context": the pass-through; the tensor at the layout's `contextOffset` is the output of it, one more may stand among the
 *   inputs when these are public (the same six limbs) or hashed (their hash)
 */
export type TensorRole = "input" | "inputHash" | "output" | "outputHash" | "context";

/** One named run of instances. */
export interface Tensor {
  /** camelCase identifier, unique in the layout, also as a constant's name; may be a reserved word of a target language. */
  readonly name: string;
  readonly onnxName: string;
  readonly role: TensorRole;
  /** Dimensions, outermost first, elements row-major; [] is a scalar. Hashes are scalars, whatever the tensor's shape. */
  readonly shape: readonly number[];
  /** Index of the first instance. */
  readonly offset: number;
  /** Number of instances. */
  readonly length: number;
  /** value = signed instance / 2^scaleBits. */
  readonly scaleBits: number;
  /** The engine's element type, or "Felt" for hashes. */
  readonly type: ElementType | "Felt";
}

/** Where each tensor of a model stands among the instances of its proofs. */
export interface StatementLayout {
  readonly model: string;
  /** Number of instances of every proof. */
  readonly instances: number;
  /** First of the six context limbs, or null when the model carries no context. */
  readonly contextOffset: number | null;
  readonly tensors: readonly Tensor[];
}

/** The tensors that a decoded statement has members for: all but the context. */
export function statementTensors(layout: StatementLayout): readonly Tensor[] {
  return layout.tensors.filter(({ role }) => role !== "context");
}

export function isHash({ type }: Tensor): boolean {
  return type === "Felt";
}
