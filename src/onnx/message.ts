import { PbfReader } from "pbf";

/** A violation of the protobuf wire format; `readOnnx…` functions turn it into an OnnxMalformedError with the file's name. */
export class WireError extends Error {}

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** The value of one field, to be read at most once. Each reader checks the wire type. */
export interface FieldValue {
  bytes(): Uint8Array;
  text(): string;
  /** An unsigned varint; values from 2^53 on (negative int64 among them) are refused. */
  count(): number;
}

/**
 * Calls `visit` for each field of one protobuf message. Linear in `bytes`, allocates views only, never reads beyond the message.
 * Fields that `visit` leaves unread are skipped.
 * @throws WireError
 */
export function readMessage(bytes: Uint8Array, visit: (field: number, value: FieldValue) => void): void {
  const reader = new PbfReader(bytes);
  const value: FieldValue = {
    bytes: () => typed(reader, LENGTH_DELIMITED, () => reader.readBytes()),
    text: () => decodeText(value.bytes()),
    count: () => typed(reader, VARINT, () => safeInteger(reader.readVarint())),
  };
  for (;;) {
    const field = guarded(() => reader.nextField());
    // Also catches a value that was read, or skipped, beyond the end just before.
    if (reader.pos > bytes.length) throw new WireError("a field ends outside its message");
    if (field === 0) {
      if (reader.pos < bytes.length) throw new WireError("field number 0");
      return;
    }
    visit(field, value);
  }
}

function typed<T>(reader: PbfReader, wireType: number, read: () => T): T {
  if (reader.type !== wireType) throw new WireError(`wire type ${reader.type} where ${wireType} belongs`);
  return guarded(read);
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof WireError) throw cause;
    throw new WireError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new WireError("an integer beyond 2^53");
  return value;
}

function decodeText(bytes: Uint8Array): string {
  return guarded(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}
