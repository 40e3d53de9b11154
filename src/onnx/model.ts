import { OnnxMalformedError } from "../errors/onnx.ts";
import type { OnnxGraph } from "./graph.ts";
import { emptyGraph, readGraph } from "./graph.ts";
import { readMessage, WireError } from "./message.ts";

export interface OnnxModel {
  irVersion: number;
  /** Of the default operator domain. */
  opset: number;
  graph: OnnxGraph;
}

/**
 * Reads what this package needs of a ModelProto; weights are skipped, not read.
 * @throws OnnxMalformedError
 */
export function readModel(bytes: Uint8Array, where: string): OnnxModel {
  const model: OnnxModel = { irVersion: 0, opset: 0, graph: emptyGraph() };
  let graphs = 0;
  try {
    readMessage(bytes, (field, value) => {
      if (field === 1) model.irVersion = value.count();
      else if (field === 8) readOpset(value.bytes(), model);
      else if (field === 7) {
        graphs += 1;
        readGraph(value.bytes(), model.graph);
      }
    });
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new OnnxMalformedError(where, cause.message, cause);
  }
  if (graphs === 0)
    throw new OnnxMalformedError(where, bytes.length === 0 ? "the file is empty" : "it has no graph");
  if (model.graph.outputs.length === 0) throw new OnnxMalformedError(where, "the graph has no outputs");
  return model;
}

function readOpset(bytes: Uint8Array, model: OnnxModel): void {
  let domain = "";
  let version = 0;
  readMessage(bytes, (field, value) => {
    if (field === 1) domain = value.text();
    else if (field === 2) version = value.count();
  });
  if (domain === "" || domain === "ai.onnx") model.opset = version;
}
