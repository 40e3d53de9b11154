import { bn254 } from "@noble/curves/bn254.js";

import { R } from "../../../src/field/scalar.ts";

/**
 * A setup whose secret is known, put together point by point from the secret, by definitions only: no transform, no reordering and none
 * of the code under test. It is what the reader, the conversion and the checks are compared with.
 */
const { Fp, Fr } = bn254.fields;
const G1 = bn254.G1.Point;
const G2 = bn254.G2.Point;
type G1Point = InstanceType<typeof G1>;
type G2Point = InstanceType<typeof G2>;

const MONTGOMERY = 2n ** 256n;

export function rawG1(point: G1Point): Buffer {
  const { x, y } = point.toAffine();
  return Buffer.concat([x, y].map(rawCoordinate));
}

export function rawG2(point: G2Point): Buffer {
  const { x, y } = point.toAffine();
  return Buffer.concat([x.c0, x.c1, y.c0, y.c1].map(rawCoordinate));
}

export function rawCoordinate(value: bigint): Buffer {
  return littleEndian((value * MONTGOMERY) % Fp.ORDER, 32);
}

function littleEndian(value: bigint, bytes: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * bytes, "0"), "hex").reverse();
}

const timesG = (scalar: bigint): G1Point => G1.BASE.multiply(Fr.create(scalar));

/** 2^k powers of tau in G1. */
export function powersOf(tau: bigint, count: number): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => rawG1(timesG(Fr.pow(tau, BigInt(index))))),
  );
}

/** l_i(tau) = root^i (tau^n - 1) / (n (tau - root^i)), i from 0 to n - 1. */
export function lagrangeOf(tau: bigint, k: number, generator: bigint): Buffer {
  const rows = 2n ** BigInt(k);
  const root = Fr.pow(generator, (R - 1n) / rows);
  const vanishing = Fr.sub(Fr.pow(tau, rows), 1n);
  return Buffer.concat(
    Array.from({ length: Number(rows) }, (_, index) => {
      const at = Fr.pow(root, BigInt(index));
      return rawG1(timesG(Fr.div(Fr.mul(at, vanishing), Fr.mul(rows, Fr.sub(tau, at)))));
    }),
  );
}

/** The engine's format, over halo2's roots of unity (7 generates the field's group). */
export function madeSrs(tau: bigint, k: number, generator = 7n): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(k);
  const g2 = [G2.BASE, G2.BASE.multiply(tau)].map(rawG2);
  return Buffer.concat([header, powersOf(tau, 2 ** k), lagrangeOf(tau, k, generator), ...g2]);
}

/** A section of a `.ptau`: number and content. */
export type MadeSection = [id: number, content: Buffer];

/** The sections of a prepared snarkjs file that anything is read from, over its own roots of unity (powers of 5). */
export function madeSections(tau: bigint, power: number): MadeSection[] {
  const lagrange = Array.from({ length: power + 1 }, (_, p) => lagrangeOf(tau, p, 5n));
  const unused = Buffer.alloc(2 ** (power + 1) * 64);
  const g2 = Array.from({ length: 2 ** power }, (_, index) =>
    rawG2(G2.BASE.multiply(Fr.pow(tau, BigInt(index)))),
  );
  return [
    [1, madeHeader(power)],
    [2, powersOf(tau, 2 ** (power + 1) - 1)],
    [3, Buffer.concat(g2)],
    [12, Buffer.concat([...lagrange, unused])],
  ];
}

export function madeHeader(power: number, ceremonyPower = power, prime = Fp.ORDER): Buffer {
  const powers = Buffer.alloc(8);
  powers.writeUInt32LE(power);
  powers.writeUInt32LE(ceremonyPower, 4);
  return Buffer.concat([littleEndian(32n, 4), littleEndian(prime, 32), powers]);
}

export function madePtau(sections: readonly MadeSection[], magic = "ptau", version = 1n): Buffer {
  const parts = sections.map(([id, content]) =>
    Buffer.concat([littleEndian(BigInt(id), 4), littleEndian(BigInt(content.length), 8), content]),
  );
  const head = [Buffer.from(magic), littleEndian(version, 4), littleEndian(BigInt(sections.length), 4)];
  return Buffer.concat([...head, ...parts]);
}
