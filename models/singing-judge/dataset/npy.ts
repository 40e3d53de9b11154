const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const ALIGNMENT = 64;

/** NumPy's names of what is written here. */
const TYPES = [
  [Float32Array, "<f4"],
  [Uint8Array, "|u1"],
] as const;

/** A file that `numpy.load` reads (NPY format 1.0): values in C order, on a little-endian machine. */
export function npy(values: Float32Array | Uint8Array, shape: readonly number[]): Uint8Array {
  const type = TYPES.find(([array]) => values instanceof array)?.[1] ?? "";
  const dimensions = shape.map((length) => `${length},`).join("");
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dimensions})}`;
  const used = MAGIC.length + 2 + header.length + 1;
  const padded = header + " ".repeat((ALIGNMENT - (used % ALIGNMENT)) % ALIGNMENT) + "\n";
  const bytes = new Uint8Array(MAGIC.length + 2 + padded.length + values.byteLength);
  bytes.set(MAGIC);
  bytes.set([padded.length & 0xff, padded.length >> 8], MAGIC.length);
  bytes.set(new TextEncoder().encode(padded), MAGIC.length + 2);
  bytes.set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    MAGIC.length + 2 + padded.length,
  );
  return bytes;
}
