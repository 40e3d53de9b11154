import { PbfWriter } from "pbf";

import { CONTEXT_LIMBS } from "../context/limbs.ts";
import { OnnxNameClashError } from "../errors/onnx.ts";
import { CONTEXT_INPUT, CONTEXT_NODE, CONTEXT_OUTPUT } from "./context-names.ts";
import { INT64 } from "./element-type.ts";
import { readModel } from "./model.ts";

/**
 * Adds the context pass-through to a model: an INT64 input [1, limbs] that an Identity node carries to an output, the last of
 * each list. Integers have scale 0 in the engine, so the limbs become instances unchanged.
 *
 * Protobuf merges repeated occurrences of a message field, so the pass-through is one more `graph` field after the file's own
 * bytes, which stay as they are: the result starts with `bytes`.
 * @throws OnnxMalformedError, OnnxNameClashError
 */
export function appendContext(
  bytes: Uint8Array,
  { limbs = CONTEXT_LIMBS, where = "ONNX model" }: { limbs?: number; where?: string } = {},
): Uint8Array {
  const { names } = readModel(bytes, where).graph;
  for (const name of [CONTEXT_INPUT, CONTEXT_OUTPUT, CONTEXT_NODE]) {
    if (names.has(name)) throw new OnnxNameClashError(where, name);
  }
  const writer = new PbfWriter();
  writer.writeMessage(7, writeGraph, limbs);
  const suffix = writer.finish();
  const result = new Uint8Array(bytes.length + suffix.length);
  result.set(bytes);
  result.set(suffix, bytes.length);
  return result;
}

function writeGraph(limbs: number, writer: PbfWriter): void {
  writer.writeMessage(1, writeNode, undefined);
  writer.writeMessage(11, writeValueInfo, { name: CONTEXT_INPUT, limbs });
  writer.writeMessage(12, writeValueInfo, { name: CONTEXT_OUTPUT, limbs });
}

function writeNode(_: undefined, writer: PbfWriter): void {
  writer.writeStringField(1, CONTEXT_INPUT);
  writer.writeStringField(2, CONTEXT_OUTPUT);
  writer.writeStringField(3, CONTEXT_NODE);
  writer.writeStringField(4, "Identity");
}

function writeValueInfo({ name, limbs }: { name: string; limbs: number }, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, limbs);
}

function writeType(limbs: number, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, limbs);
}

function writeTensorType(limbs: number, writer: PbfWriter): void {
  writer.writeVarintField(1, INT64);
  writer.writeMessage(2, writeShape, limbs);
}

function writeShape(limbs: number, writer: PbfWriter): void {
  writer.writeMessage(1, writeDimension, 1);
  writer.writeMessage(1, writeDimension, limbs);
}

function writeDimension(size: number, writer: PbfWriter): void {
  writer.writeVarintField(1, size);
}
