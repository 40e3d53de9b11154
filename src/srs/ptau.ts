import { open, type FileHandle } from "node:fs/promises";

import { PtauInvalidError, PtauUnpreparedError } from "../errors/srs.ts";

import { G1_BYTES, G2_BYTES } from "./format.ts";

/** Modulus of the field that BN254's coordinates are in. */
export const BN254_FIELD = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

const MAGIC = "ptau";
const FIELD_BYTES = 32;
const HIGHEST_POWER = 28;
/** A file has eleven sections; more than this is not one. */
const MOST_SECTIONS = 64;
const SECTION = { header: 1, tauG1: 2, tauG2: 3, lagrangeG1: 12 } as const;

interface Section {
  offset: number;
  bytes: number;
}

/** A prepared powers-of-tau file, open for reading. */
export interface Ptau {
  path: string;
  handle: FileHandle;
  /** It serves circuits of up to 2^power rows. */
  power: number;
  /** That of the whole ceremony, which a smaller file is cut from. */
  ceremonyPower: number;
  /** Where the powers of tau in G1 begin: 2^(power+1) - 1 points. */
  tauG1: number;
  /** Where the powers of tau in G2 begin: 2^power points. */
  tauG2: number;
  /** Where the Lagrange points begin: for each p from 0 to `power`, one after the other, 2^p points (and one set more of no use here). */
  lagrangeG1: number;
}

/**
 * Runs `work` on a prepared snarkjs `.ptau` file of BN254, whose sections have been found and measured; their points are not looked at.
 * @throws PtauInvalidError, PtauUnpreparedError
 */
export async function withPtau<T>(path: string, work: (ptau: Ptau) => Promise<T>): Promise<T> {
  const handle = await open(path, "r");
  try {
    return await work(await readPtau(handle, path));
  } finally {
    await handle.close();
  }
}

async function readPtau(handle: FileHandle, path: string): Promise<Ptau> {
  const sections = await readSections(handle, path);
  const header = sections.get(SECTION.header);
  if (header?.bytes !== 4 + FIELD_BYTES + 8)
    throw new PtauInvalidError(path, "its header is missing or of the wrong length");
  const bytes = await readExactly(handle, header.offset, header.bytes, path);
  const prime = BigInt(
    `0x${Buffer.from(bytes.subarray(4, 4 + FIELD_BYTES))
      .reverse()
      .toString("hex")}`,
  );
  if (bytes.readUInt32LE(0) !== FIELD_BYTES || prime !== BN254_FIELD)
    throw new PtauInvalidError(path, "it is of another curve", "take the file for BN254 (bn128)");
  const [power, ceremonyPower] = [bytes.readUInt32LE(4 + FIELD_BYTES), bytes.readUInt32LE(8 + FIELD_BYTES)];
  if (power < 1 || power > HIGHEST_POWER || ceremonyPower < power || ceremonyPower > HIGHEST_POWER)
    throw new PtauInvalidError(path, `its power is ${power} of ${ceremonyPower}`);
  const at = (id: number, length: number): number => {
    const section = sections.get(id);
    if (section?.bytes !== length)
      throw new PtauInvalidError(
        path,
        `section ${id} has ${section?.bytes ?? "no"} bytes instead of ${length}`,
      );
    return section.offset;
  };
  const tauG1 = at(SECTION.tauG1, (2 * 2 ** power - 1) * G1_BYTES);
  const tauG2 = at(SECTION.tauG2, 2 ** power * G2_BYTES);
  if (!sections.has(SECTION.lagrangeG1)) throw new PtauUnpreparedError(path);
  const lagrangeG1 = at(SECTION.lagrangeG1, (4 * 2 ** power - 1) * G1_BYTES);
  return { path, handle, power, ceremonyPower, tauG1, tauG2, lagrangeG1 };
}

async function readSections(handle: FileHandle, path: string): Promise<Map<number, Section>> {
  const { size } = await handle.stat();
  const start = await readExactly(handle, 0, 12, path);
  if (start.toString("latin1", 0, 4) !== MAGIC || start.readUInt32LE(4) !== 1)
    throw new PtauInvalidError(path, "it does not begin like one");
  const count = start.readUInt32LE(8);
  if (count > MOST_SECTIONS) throw new PtauInvalidError(path, `it claims to have ${count} sections`);
  const sections = new Map<number, Section>();
  let offset = 12;
  for (let index = 0; index < count; index++) {
    const head = await readExactly(handle, offset, 12, path);
    const [id, bytes] = [head.readUInt32LE(0), Number(head.readBigUInt64LE(4))];
    offset += 12;
    if (sections.has(id)) throw new PtauInvalidError(path, `section ${id} is there twice`);
    if (offset + bytes > size) throw new PtauInvalidError(path, `it is cut short in section ${id}`);
    sections.set(id, { offset, bytes });
    offset += bytes;
  }
  if (offset !== size) throw new PtauInvalidError(path, `${size - offset} bytes follow its last section`);
  return sections;
}

async function readExactly(
  handle: FileHandle,
  offset: number,
  length: number,
  path: string,
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, offset);
  if (bytesRead !== length) throw new PtauInvalidError(path, "it is cut short");
  return buffer;
}
