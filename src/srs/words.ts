import { G2_BYTES } from "./format.ts";
import { BN254_FIELD } from "./ptau.ts";

/** 2^-256 modulo the field: takes a coordinate out of Montgomery form. */
const FROM_MONTGOMERY = inverseOf(2n ** 256n);

/** -P of a raw point of G2, as a verifier holds it: x_1, x_2, y_1, y_2. The bytes may be any: what is no point is no ceremony's. */
export function negatedWords(raw: Buffer): readonly [string, string, string, string] {
  const [x0, x1, y0, y1] = [0, 32, 64, 96].map((at) => coordinate(raw.subarray(0, G2_BYTES), at)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return [word(x1), word(x0), word(BN254_FIELD - y1), word(BN254_FIELD - y0)];
}

function coordinate(bytes: Buffer, offset: number): bigint {
  const raw = BigInt(
    `0x${Buffer.from(bytes.subarray(offset, offset + 32))
      .reverse()
      .toString("hex")}`,
  );
  return (raw * FROM_MONTGOMERY) % BN254_FIELD;
}

function word(value: bigint): string {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

/** By Fermat: a^(p-2). */
function inverseOf(value: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [value % BN254_FIELD, BN254_FIELD - 2n]; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % BN254_FIELD;
    square = (square * square) % BN254_FIELD;
  }
  return result;
}
