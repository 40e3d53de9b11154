import { PbfReader, PbfWriter } from "pbf";

const FLOAT = 1;

/** A TensorProto that holds a single float32; undefined for every other tensor. */
export function readScalar(bytes: Uint8Array): { name: string; value: number } | undefined {
  const tensor = {
    name: "",
    type: 0,
    elements: 1,
    floats: [] as number[],
    raw: new Uint8Array(),
    external: false,
  };
  new PbfReader(bytes).readFields((field, found, reader) => {
    if (field === 1) for (const size of reader.readPackedVarint()) found.elements *= size;
    else if (field === 2) found.type = reader.readVarint();
    else if (field === 4) found.floats.push(...reader.readPackedFloat());
    else if (field === 8) found.name = reader.readString();
    else if (field === 9) found.raw = reader.readBytes() as Uint8Array<ArrayBuffer>;
    else if (field === 14) found.external = reader.readVarint() !== 0;
  }, tensor);
  if (tensor.type !== FLOAT || tensor.elements !== 1 || tensor.external) return undefined;
  const { raw, floats } = tensor;
  const value = raw.length === 4 ? new DataView(raw.buffer, raw.byteOffset).getFloat32(0, true) : floats[0];
  return value === undefined ? undefined : { name: tensor.name, value };
}

/** A float32 TensorProto of shape []. */
export function writeScalar(name: string, value: number): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(2, FLOAT);
  writer.writePackedFloat(4, [value]);
  writer.writeStringField(8, name);
  return writer.finish().slice();
}
