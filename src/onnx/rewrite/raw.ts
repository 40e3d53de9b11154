import { PbfReader, PbfWriter } from "pbf";

import { readMessage, WireError } from "../message.ts";

/** One field of a protobuf message, as it stands in the file. */
export interface RawField {
  field: number;
  /** Tag and value. */
  raw: Uint8Array;
}

/** A message's fields in their order; put together again they are the message. @throws WireError */
export function rawFields(bytes: Uint8Array): RawField[] {
  const reader = new PbfReader(bytes);
  const fields: RawField[] = [];
  for (let start = 0; start < bytes.length; start = reader.pos) {
    try {
      const tag = reader.readVarint();
      reader.skip(tag);
      if (reader.pos > bytes.length || tag >> 3 === 0)
        throw new WireError("a field ends outside its message");
      fields.push({ field: tag >> 3, raw: bytes.subarray(start, reader.pos) });
    } catch (cause) {
      if (cause instanceof WireError) throw cause;
      throw new WireError(String(cause), { cause });
    }
  }
  return fields;
}

/** The message or text within a field. */
export function contentOf({ raw }: RawField): Uint8Array {
  let content = new Uint8Array();
  readMessage(raw, (_, value) => (content = value.bytes() as Uint8Array<ArrayBuffer>));
  return content;
}

export function messageField(field: number, content: Uint8Array): Uint8Array {
  const writer = new PbfWriter();
  writer.writeBytesField(field, content);
  return writer.finish().slice();
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
