import { elementTypeName } from "./element-type.ts";
import { readMessage, WireError } from "./message.ts";

/** A graph input or output. A symbolic dimension is its name, or "?" when it has none; null when the model gives no shape. */
export interface OnnxValue {
  readonly name: string;
  readonly elementType: string;
  readonly shape: readonly (number | string)[] | null;
}

export interface OnnxGraph {
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  initializers: Set<string>;
  nodeCount: number;
  opTypes: Set<string>;
  /** Every name that a node, a value or an initializer of the outer graph has. */
  names: Set<string>;
}

/** Far above any model that a circuit can hold; they bound time and memory on hostile files. */
const MAX_NODES = 100_000;
const MAX_VALUES = 4096;
const MAX_RANK = 32;

export function emptyGraph(): OnnxGraph {
  return {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    nodeCount: 0,
    opTypes: new Set(),
    names: new Set(),
  };
}

/** Adds a GraphProto to `graph`: a second one of the same model continues the first, as protobuf merges messages. */
export function readGraph(bytes: Uint8Array, graph: OnnxGraph): void {
  readMessage(bytes, (field, value) => {
    if (field === 1) readNode(value.bytes(), graph);
    else if (field === 5) addInitializer(readTensorName(value.bytes()), graph);
    else if (field === 11) addValue(readValueInfo(value.bytes()), graph.inputs, graph);
    else if (field === 12) addValue(readValueInfo(value.bytes()), graph.outputs, graph);
    else if (field === 15) addInitializer(readSparseTensorName(value.bytes()), graph);
  });
}

function readNode(bytes: Uint8Array, graph: OnnxGraph): void {
  graph.nodeCount += 1;
  if (graph.nodeCount > MAX_NODES) throw new WireError(`more than ${MAX_NODES} nodes`);
  readMessage(bytes, (field, value) => {
    if (field >= 1 && field <= 3) graph.names.add(value.text());
    else if (field === 4) graph.opTypes.add(value.text());
  });
}

function addInitializer(name: string, graph: OnnxGraph): void {
  graph.initializers.add(name);
  graph.names.add(name);
}

function addValue(info: OnnxValue, list: OnnxValue[], graph: OnnxGraph): void {
  if (list.length >= MAX_VALUES) throw new WireError(`more than ${MAX_VALUES} inputs or outputs`);
  list.push(info);
  graph.names.add(info.name);
}

function readTensorName(bytes: Uint8Array): string {
  let name = "";
  readMessage(bytes, (field, value) => {
    if (field === 8) name = value.text();
  });
  return name;
}

function readSparseTensorName(bytes: Uint8Array): string {
  let name = "";
  readMessage(bytes, (field, value) => {
    if (field === 1) name = readTensorName(value.bytes());
  });
  return name;
}

function readValueInfo(bytes: Uint8Array): OnnxValue {
  let info: OnnxValue = { name: "", elementType: "unknown", shape: null };
  readMessage(bytes, (field, value) => {
    if (field === 1) info = { ...info, name: value.text() };
    else if (field === 2) info = { ...info, ...readType(value.bytes()) };
  });
  return info;
}

function readType(bytes: Uint8Array): Pick<OnnxValue, "elementType" | "shape"> {
  let elementType = "unknown";
  let shape: OnnxValue["shape"] = null;
  readMessage(bytes, (typeField, type) => {
    if (typeField !== 1) return;
    readMessage(type.bytes(), (field, value) => {
      if (field === 1) elementType = elementTypeName(value.count());
      else if (field === 2) shape = readShape(value.bytes());
    });
  });
  return { elementType, shape };
}

function readShape(bytes: Uint8Array): (number | string)[] {
  const shape: (number | string)[] = [];
  readMessage(bytes, (field, value) => {
    if (field !== 1) return;
    if (shape.length >= MAX_RANK) throw new WireError(`more than ${MAX_RANK} dimensions`);
    shape.push(readDimension(value.bytes()));
  });
  return shape;
}

function readDimension(bytes: Uint8Array): number | string {
  let dimension: number | string = "?";
  readMessage(bytes, (field, value) => {
    if (field === 1) dimension = value.count();
    else if (field === 2) dimension = value.text() || "?";
  });
  return dimension;
}
