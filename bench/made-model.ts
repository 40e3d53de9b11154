import { PbfWriter } from "pbf";

const WIDTHS = [64, 64, 64, 8] as const;
const FLOAT = 1;
const OPSET = 13;

/**
 * A multilayer perceptron, 64 -> 64 -> 64 -> 8 with relu between, weights and input drawn from a fixed seed: with the engine's
 * defaults it takes 2^15 rows, as almost every small model does. The same bytes on every machine.
 */
export function madeModel(): { onnx: Uint8Array; input: { input_data: number[][] } } {
  const random = seeded(20_240_607);
  const writer = new PbfWriter();
  writer.writeVarintField(1, 8); // IR version
  writer.writeMessage(7, writeGraph, random);
  writer.writeMessage(8, (_: undefined, opset: PbfWriter) => opset.writeVarintField(2, OPSET), undefined);
  const input = Array.from({ length: WIDTHS[0] }, () => Math.fround(random() * 2 - 1));
  return { onnx: writer.finish(), input: { input_data: [input] } };
}

function writeGraph(random: () => number, writer: PbfWriter): void {
  const last = WIDTHS.length - 2;
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
    const [rows, columns] = [WIDTHS[layer] as number, WIDTHS[layer + 1] as number];
    const draw = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => (random() * 2 - 1) / Math.sqrt(rows));
    writer.writeMessage(5, writeTensor, {
      name: `w${layer}`,
      dims: [rows, columns],
      values: draw(rows * columns),
    });
    writer.writeMessage(5, writeTensor, { name: `b${layer}`, dims: [columns], values: draw(columns) });
  }
  writer.writeMessage(11, writeValue, { name: "x", size: WIDTHS[0] });
  writer.writeMessage(12, writeValue, { name: "y", size: WIDTHS[WIDTHS.length - 1] as number });
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
