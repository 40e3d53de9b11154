import { PbfWriter } from "pbf";

const FLOAT = 1;
const OPSET = 13;

export interface MadeModel {
  onnx: Uint8Array;
  input: { input_data: number[][] };
}

/** 64 -> 64 -> 64 -> 8: with the engine's defaults it takes 2^15 rows, as almost every small model does. */
export function madeModel(): MadeModel {
  return perceptron([64, 64, 64, 8], 20_240_607);
}

/**
 * A multilayer perceptron with relu between its layers, weights and input drawn from a seed. The same bytes on every machine.
 * @param widths of the input and of each layer, two or more
 */
export function perceptron(widths: readonly [number, ...number[]], seed: number): MadeModel {
  const random = seeded(seed);
  const writer = new PbfWriter();
  writer.writeVarintField(1, 8); // IR version
  writer.writeMessage(7, writeGraph, { widths, random });
  writer.writeMessage(8, (_: undefined, opset: PbfWriter) => opset.writeVarintField(2, OPSET), undefined);
  const input = Array.from({ length: widths[0] }, () => Math.fround(random() * 2 - 1));
  return { onnx: writer.finish(), input: { input_data: [input] } };
}

function writeGraph(
  { widths, random }: { widths: readonly number[]; random: () => number },
  writer: PbfWriter,
): void {
  const last = widths.length - 2;
  writer.writeStringField(2, "made");
  for (let layer = 0; layer <= last; layer++) {
    const [x, y] = [layer === 0 ? "x" : `a${layer - 1}`, layer === last ? "y" : `a${layer}`];
    const steps: [string, string[], string][] = [
      ["MatMul", [x, `w${layer}`], `m${layer}`],
      ["Add", [`m${layer}`, `b${layer}`], layer === last ? y : `s${layer}`],
      ...(layer === last ? [] : [["Relu", [`s${layer}`], y] as [string, string[], string]]),
    ];
    for (const step of steps) writer.writeMessage(1, writeNode, step);
  }
  for (let layer = 0; layer <= last; layer++) {
    const [rows, columns] = [widths[layer] as number, widths[layer + 1] as number];
    const draw = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => (random() * 2 - 1) / Math.sqrt(rows));
    writer.writeMessage(5, writeTensor, {
      name: `w${layer}`,
      dims: [rows, columns],
      values: draw(rows * columns),
    });
    writer.writeMessage(5, writeTensor, { name: `b${layer}`, dims: [columns], values: draw(columns) });
  }
  writer.writeMessage(11, writeValue, { name: "x", size: widths[0] as number });
  writer.writeMessage(12, writeValue, { name: "y", size: widths.at(-1) as number });
}

function writeNode([operator, inputs, output]: [string, string[], string], writer: PbfWriter): void {
  for (const input of inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, output);
  writer.writeStringField(3, `${operator}-${output}`);
  writer.writeStringField(4, operator);
}

interface Tensor {
  name: string;
  dims: number[];
  values: Float32Array;
}

function writeTensor({ name, dims, values }: Tensor, writer: PbfWriter): void {
  for (const size of dims) writer.writeVarintField(1, size);
  writer.writeVarintField(2, FLOAT);
  writer.writeStringField(8, name);
  const raw = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => raw.setFloat32(index * 4, value, true));
  writer.writeBytesField(9, new Uint8Array(raw.buffer));
}

function writeValue({ name, size }: { name: string; size: number }, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, size);
}

function writeType(size: number, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, size);
}

function writeTensorType(size: number, writer: PbfWriter): void {
  writer.writeVarintField(1, FLOAT);
  writer.writeMessage(2, writeShape, size);
}

function writeShape(size: number, writer: PbfWriter): void {
  for (const dimension of [1, size]) {
    writer.writeMessage(1, (value: number, field: PbfWriter) => field.writeVarintField(1, value), dimension);
  }
}

/** Mulberry32: uniform in [0, 1), enough for weights that nobody relies on. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
