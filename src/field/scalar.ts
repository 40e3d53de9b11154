import { FeltInvalidError } from "../errors/field.ts";

/** Order r of the BN254 (alt_bn128) scalar field, EIP-197. Every instance of a proof is below it. */
export const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

/**
 * The value itself when 0 <= value < r.
 * @throws FeltInvalidError naming `argument` otherwise.
 */
export function assertScalar(argument: string, value: bigint): bigint {
  if (value < 0n || value >= R) throw new FeltInvalidError(argument, `${value} is outside [0, r)`);
  return value;
}
