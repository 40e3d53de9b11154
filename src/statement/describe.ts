import type { Tensor } from "./tensor.ts";
import { isHash } from "./tensor.ts";
import { printable } from "./printable.ts";

/** One line on a tensor for the comments of generated code. */
export function describeTensor(tensor: Tensor): string {
  const side = tensor.role.startsWith("input") ? "input" : "output";
  if (isHash(tensor))
    return `Poseidon hash of ONNX ${side} ${printable(tensor.onnxName)}, no sign, no scale.`;
  const shape = tensor.shape.length === 0 ? "scalar" : `shape [${tensor.shape.join(", ")}] row-major`;
  return `ONNX ${side} ${printable(tensor.onnxName)}, ${tensor.type}, ${shape}, signed, value = raw / 2^${tensor.scaleBits}.`;
}
