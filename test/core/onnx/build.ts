import { PbfWriter } from "pbf";

/** A protobuf message as a list of fields: text, a number, bytes, or a message of its own. */
export type Fields = readonly (readonly [field: number, value: string | number | Uint8Array | Fields])[];

export function encode(fields: Fields): Uint8Array {
  const writer = new PbfWriter();
  for (const [field, value] of fields) {
    if (typeof value === "string") writer.writeStringField(field, value);
    else if (typeof value === "number") writer.writeVarintField(field, value);
    else writer.writeBytesField(field, value instanceof Uint8Array ? value : encode(value));
  }
  return writer.finish().slice();
}

export const node = (op: string, inputs: string[], outputs: string[]): Fields => [
  ...inputs.map((name) => [1, name] as const),
  ...outputs.map((name) => [2, name] as const),
  [3, `${op} node`],
  [4, op],
];

/** A ValueInfoProto; a number is dim_value, a text dim_param. */
export const value = (name: string, type: number, dims: (number | string)[]): Fields => [
  [1, name],
  [
    2,
    [
      [
        1,
        [
          [1, type],
          [
            2,
            dims.map(
              (dim) => [1, typeof dim === "number" ? [[1, dim]] : dim === "" ? [] : [[2, dim]]] as const,
            ),
          ],
        ],
      ],
    ],
  ],
];

/** A ModelProto with one graph of the given fields. */
export const model = (graph: Fields, opset = 13): Uint8Array =>
  encode([
    [1, 8],
    [7, graph],
    [8, [[2, opset]]],
    [
      8,
      [
        [1, "com.example"],
        [2, 99],
      ],
    ],
  ]);
