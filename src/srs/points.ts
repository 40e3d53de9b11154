import { bn254 } from "@noble/curves/bn254.js";

import { G1_BYTES } from "./format.ts";

const { Fp, Fp2 } = bn254.fields;
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
    // Of its order too.
    point.assertValidity();
  } catch {
    return undefined;
  }
  return point;
}
