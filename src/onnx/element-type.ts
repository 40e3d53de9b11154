/** TensorProto.DataType of onnx.proto, as far as models use it for inputs and outputs. */
const NAMES: Readonly<Record<number, string>> = {
  1: "float32",
  2: "uint8",
  3: "int8",
  4: "uint16",
  5: "int16",
  6: "int32",
  7: "int64",
  8: "string",
  9: "bool",
  10: "float16",
  11: "float64",
  12: "uint32",
  13: "uint64",
  16: "bfloat16",
};

export const INT64 = 7;

/** "unknown" for types that are no tensors and for numbers that onnx.proto gained later. */
export function elementTypeName(number: number): string {
  return NAMES[number] ?? "unknown";
}
