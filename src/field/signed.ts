import { SignedOutOfRangeError } from "../errors/field.ts";
import { assertScalar, R } from "./scalar.ts";

/** Magnitudes of decoded values stay below this; the engine's integers are 128 bits wide. */
export const SIGNED_LIMIT = 1n << 127n;

/**
 * The signed integer behind a field element: a negative x is held as r - |x|.
 * @throws FeltInvalidError unless 0 <= felt < r.
 * @throws SignedOutOfRangeError unless the magnitude is below 2^127.
 */
export function feltToSigned(felt: bigint, argument = "felt"): bigint {
  assertScalar(argument, felt);
  if (felt < SIGNED_LIMIT) return felt;
  if (felt > R - SIGNED_LIMIT) return felt - R;
  throw new SignedOutOfRangeError(argument, felt);
}

/**
 * Inverse of `feltToSigned`.
 * @throws SignedOutOfRangeError unless |value| < 2^127.
 */
export function signedToFelt(value: bigint, argument = "value"): bigint {
  if (value <= -SIGNED_LIMIT || value >= SIGNED_LIMIT) throw new SignedOutOfRangeError(argument, value);
  return value < 0n ? R + value : value;
}
