import { bn254 } from "@noble/curves/bn254.js";

import { G1_BYTES } from "./format.ts";

const { Fp, Fp2, Fr } = bn254.fields;
const P = Fp.ORDER;
/** Takes a coordinate out of Montgomery form. */
const FROM_MONTGOMERY = Fp.inv(2n ** 256n % P);

export const G1 = bn254.G1.Point;
export const G2 = bn254.G2.Point;
export type G1Point = InstanceType<typeof G1>;
export type G2Point = InstanceType<typeof G2>;

/** A coordinate of a raw point; undefined when it is not below the modulus. */
function coordinate(bytes: Buffer, offset: number): bigint | undefined {
  const raw =
    bytes.readBigUInt64LE(offset) |
    (bytes.readBigUInt64LE(offset + 8) << 64n) |
    (bytes.readBigUInt64LE(offset + 16) << 128n) |
    (bytes.readBigUInt64LE(offset + 24) << 192n);
  return raw < P ? (raw * FROM_MONTGOMERY) % P : undefined;
}

/** A point of G1 on the curve, and so of order r: G1 has no smaller subgroup. Undefined otherwise, the point at infinity included. */
export function readG1(bytes: Buffer, index: number): G1Point | undefined {
  const [x, y] = [coordinate(bytes, index * G1_BYTES), coordinate(bytes, index * G1_BYTES + 32)];
  if (x === undefined || y === undefined) return undefined;
  if ((y * y - x * x * x - 3n) % P !== 0n) return undefined;
  return new G1(x, y, 1n);
}

/** A point of G2 on the curve and of order r; undefined otherwise. */
export function readG2(bytes: Buffer, offset: number): G2Point | undefined {
  const [x0, x1, y0, y1] = [0, 32, 64, 96].map((at) => coordinate(bytes, offset + at));
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return undefined;
  const point = new G2(Fp2.fromBigTuple([x0, x1]), Fp2.fromBigTuple([y0, y1]), Fp2.ONE);
  try {
    point.assertValidity();
  } catch {
    return undefined;
  }
  return point.multiplyUnsafe(Fr.ORDER - 1n).equals(point.negate()) ? point : undefined;
}

/** -P as a verifier holds it: x_1, x_2, y_1, y_2. */
export function negatedWords(point: G2Point): readonly [string, string, string, string] {
  const { x, y } = point.negate().toAffine();
  const word = (value: bigint): string => `0x${value.toString(16).padStart(64, "0")}`;
  return [word(x.c1), word(x.c0), word(y.c1), word(y.c0)];
}
