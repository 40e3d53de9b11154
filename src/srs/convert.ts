import { open, type FileHandle } from "node:fs/promises";

import { PtauInvalidError } from "../errors/srs.ts";

import { G1_BYTES, G2_BYTES } from "./format.ts";
import type { Ptau } from "./ptau.ts";
import { rootExponent } from "./roots.ts";

const PIECE_BYTES = 1 << 22;

/**
 * Writes the engine's SRS for circuits of 2^k rows from a prepared `.ptau`. No curve arithmetic: both formats hold points as x and y in
 * Montgomery form, little-endian; only the Lagrange points change places, because the two systems count them along different roots of
 * unity. A `.ptau` has the Lagrange points of each smaller power too, so every k up to its own comes out exact.
 */
export async function convertPtau(ptau: Ptau, k: number, target: string): Promise<void> {
  const rows = 2 ** k;
  const out = await open(target, "w");
  try {
    const header = Buffer.alloc(4);
    header.writeUInt32LE(k);
    await out.writeFile(header);
    await copy(ptau, ptau.tauG1, rows * G1_BYTES, out);
    // After the sets of all smaller powers: 2^0 + … + 2^(k-1) points.
    await writeReordered(ptau, ptau.lagrangeG1 + (rows - 1) * G1_BYTES, k, out);
    await copy(ptau, ptau.tauG2, 2 * G2_BYTES, out);
    await out.sync();
  } finally {
    await out.close();
  }
}

async function copy(ptau: Ptau, offset: number, length: number, out: FileHandle): Promise<void> {
  for (let done = 0; done < length; done += PIECE_BYTES)
    await out.writeFile(await read(ptau, offset + done, Math.min(PIECE_BYTES, length - done)));
}

async function writeReordered(ptau: Ptau, offset: number, k: number, out: FileHandle): Promise<void> {
  const rows = 2 ** k;
  const exponent = rootExponent(k);
  const points = await read(ptau, offset, rows * G1_BYTES);
  const piece = Math.min(rows, PIECE_BYTES / G1_BYTES);
  const buffer = Buffer.alloc(piece * G1_BYTES);
  for (let first = 0, from = 0; first < rows; first += piece) {
    for (let index = 0; index < piece; index++, from = (from + exponent) % rows)
      points.copy(buffer, index * G1_BYTES, from * G1_BYTES, (from + 1) * G1_BYTES);
    await out.writeFile(buffer);
  }
}

async function read({ handle, path }: Ptau, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    // One read gives two gigabytes at most.
    const { bytesRead } = await handle.read(buffer, done, Math.min(length - done, 2 ** 30), offset + done);
    if (bytesRead === 0) throw new PtauInvalidError(path, "it is cut short");
    done += bytesRead;
  }
  return buffer;
}
