const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const ALIGNMENT = 64;

/** A file that `numpy.load` reads as uint8 (NPY format 1.0), in C order. */
export function npy(values: Uint8Array, shape: readonly number[]): Uint8Array {
  const dimensions = shape.map((length) => `${length},`).join("");
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${dimensions})}`;
  const used = MAGIC.length + 2 + header.length + 1;
  const padded = header + " ".repeat((ALIGNMENT - (used % ALIGNMENT)) % ALIGNMENT) + "\n";
  const head = [...MAGIC, padded.length & 0xff, padded.length >> 8, ...new TextEncoder().encode(padded)];
  const bytes = new Uint8Array(head.length + values.length);
  bytes.set(head);
  bytes.set(values, head.length);
  return bytes;
}
