/** Order of BN254's base field: coordinates are below it. */
export const BASE_MODULUS = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/** Whether (x, y) is a point of y^2 = x^3 + 3 other than the neutral one. */
export function isOnCurve(x: bigint, y: bigint): boolean {
  const inField = x < BASE_MODULUS && y < BASE_MODULUS;
  return inField && (y * y - x * x * x - 3n) % BASE_MODULUS === 0n;
}
