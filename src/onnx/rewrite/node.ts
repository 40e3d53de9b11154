import { PbfReader, PbfWriter } from "pbf";

import { readMessage } from "../message.ts";

/** A NodeProto without what the rules have no use for. */
export interface Node {
  op: string;
  domain: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** AttributeProto of each attribute, by name. */
  attributes: ReadonlyMap<string, Uint8Array>;
}

/** @throws WireError */
export function readNode(bytes: Uint8Array): Node {
  const node = { op: "", domain: "", inputs: [] as string[], outputs: [] as string[] };
  const attributes = new Map<string, Uint8Array>();
  readMessage(bytes, (field, value) => {
    if (field === 1) node.inputs.push(value.text());
    else if (field === 2) node.outputs.push(value.text());
    else if (field === 4) node.op = value.text();
    else if (field === 7) node.domain = value.text();
    else if (field === 5) {
      const attribute = value.bytes();
      readMessage(attribute, (part, name) => {
        if (part === 1) attributes.set(name.text(), attribute);
      });
    }
  });
  return { ...node, attributes };
}

/** An attribute of type FLOAT; undefined when the node has none of this name. */
export function floatAttribute({ attributes }: Node, name: string): number | undefined {
  const bytes = attributes.get(name);
  if (bytes === undefined) return undefined;
  let found: number | undefined;
  new PbfReader(bytes).readFields((field, _, reader) => {
    if (field === 2) found = reader.readFloat();
  }, undefined);
  return found;
}

/** A NodeProto of the default domain, without attributes. */
export function writeNode(op: string, inputs: readonly string[], output: string): Uint8Array {
  const writer = new PbfWriter();
  for (const input of inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, output);
  writer.writeStringField(4, op);
  return writer.finish().slice();
}
