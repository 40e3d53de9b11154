import type { OnnxValue } from "./graph.ts";
import { readModel } from "./model.ts";

/** What a model takes and gives, in the file's order. */
export interface OnnxSignature {
  readonly irVersion: number;
  /** Version of the default operator set; 0 when the file names none. */
  readonly opset: number;
  readonly nodeCount: number;
  /** Distinct operators of the outer graph, sorted. */
  readonly opTypes: readonly string[];
  /** Inputs that a caller supplies: initializers that are listed as inputs too (IR versions below 4) are left out. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/**
 * Reads names, element types and shapes from ONNX bytes in time linear in their length; weights are not looked at.
 * @param where label for error messages, normally the file's path
 * @throws OnnxMalformedError on anything that is not a ModelProto with at least one output.
 */
export function readOnnxSignature(bytes: Uint8Array, where: string): OnnxSignature {
  const { irVersion, opset, graph } = readModel(bytes, where);
  return {
    irVersion,
    opset,
    nodeCount: graph.nodeCount,
    opTypes: [...graph.opTypes].sort(),
    inputs: graph.inputs.filter(({ name }) => !graph.initializers.has(name)),
    outputs: graph.outputs,
  };
}
