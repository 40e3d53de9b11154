import { PbfReader } from "pbf";

import { OnnxMalformedError } from "../errors/onnx.ts";

import type { OnnxValue } from "./graph.ts";
import { readMessage, WireError } from "./message.ts";
import { readModel } from "./model.ts";
import { readNode } from "./rewrite/node.ts";

/** A constant of the model: an initializer, or what a Constant node gives. */
export interface Parameter {
  readonly name: string;
  /** Null where only a node's attribute knows. */
  readonly shape: readonly number[] | null;
}

export interface Operation {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What a model computes from what, without its numbers. */
export interface Dataflow {
  /** What a caller supplies. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** In the file's order; Constant nodes are parameters. */
  readonly operations: readonly Operation[];
}

/**
 * Reads the outer graph of ONNX bytes; graphs within nodes are left out.
 * @throws OnnxMalformedError
 */
export function readDataflow(bytes: Uint8Array, where: string): Dataflow {
  // Refuses what is malformed or too large first.
  const { graph } = readModel(bytes, where);
  const parameters = new Map<string, Parameter>();
  const operations: Operation[] = [];
  const read = (field: number, content: () => Uint8Array): void => {
    if (field === 1) {
      const { op, inputs, outputs } = readNode(content());
      if (op === "Constant") for (const name of outputs) parameters.set(name, { name, shape: null });
      else operations.push({ op, inputs, outputs });
    } else if (field === 5) {
      const parameter = readParameter(content());
      parameters.set(parameter.name, parameter);
    }
  };
  try {
    readMessage(bytes, (part, model) => {
      if (part === 7) readMessage(model.bytes(), (field, value) => read(field, () => value.bytes()));
    });
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new OnnxMalformedError(where, cause.message, cause);
  }
  for (const name of graph.initializers)
    if (!parameters.has(name)) parameters.set(name, { name, shape: null });
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name));
  return { inputs, outputs: graph.outputs, parameters, operations };
}

/** Name and dimensions of a TensorProto; writers may pack the dimensions or not. */
function readParameter(bytes: Uint8Array): Parameter {
  const shape: number[] = [];
  let name = "";
  readMessage(bytes, (field, value) => {
    if (field === 8) name = value.text();
  });
  try {
    new PbfReader(bytes).readFields((field, _, reader) => {
      if (field === 1) reader.readPackedVarint(shape);
    }, undefined);
  } catch (cause) {
    throw new WireError("a parameter's dimensions", { cause });
  }
  return { name, shape };
}
