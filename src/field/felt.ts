import { FeltInvalidError } from "../errors/field.ts";
import { assertScalar } from "./scalar.ts";

declare const byteOrder: unique symbol;

/** 64 lower-case hex digits, least significant byte first, no prefix: how the engine writes witnesses and proof instances. */
export type FeltLe = string & { readonly [byteOrder]: "little-endian" };

/** 0x and 64 lower-case hex digits, most significant byte first: how the engine writes `pretty_public_inputs`, and how the EVM reads. */
export type FeltBe = string & { readonly [byteOrder]: "big-endian" };

/**
 * Checks the form and the range of little-endian text.
 * @throws FeltInvalidError naming `argument`.
 */
export function parseFeltLe(text: string, argument = "felt"): FeltLe {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new FeltInvalidError(argument, "expected 64 lower-case hex digits and no 0x");
  assertScalar(argument, BigInt(`0x${swapBytes(text)}`));
  return text as FeltLe;
}

/**
 * Checks the form and the range of big-endian text.
 * @throws FeltInvalidError naming `argument`.
 */
export function parseFeltBe(text: string, argument = "felt"): FeltBe {
  if (!/^0x[0-9a-f]{64}$/.test(text))
    throw new FeltInvalidError(argument, "expected 0x and 64 lower-case hex digits");
  assertScalar(argument, BigInt(text));
  return text as FeltBe;
}

export function feltFromLe(felt: FeltLe): bigint {
  return BigInt(`0x${swapBytes(felt)}`);
}

export function feltFromBe(felt: FeltBe): bigint {
  return BigInt(felt);
}

/** @throws FeltInvalidError unless 0 <= value < r. */
export function feltToLe(value: bigint, argument = "value"): FeltLe {
  return swapBytes(digits(value, argument)) as FeltLe;
}

/** @throws FeltInvalidError unless 0 <= value < r. */
export function feltToBe(value: bigint, argument = "value"): FeltBe {
  return `0x${digits(value, argument)}` as FeltBe;
}

export function feltLeToBe(felt: FeltLe): FeltBe {
  return `0x${swapBytes(felt)}` as FeltBe;
}

export function feltBeToLe(felt: FeltBe): FeltLe {
  return swapBytes(felt.slice(2)) as FeltLe;
}

function digits(value: bigint, argument: string): string {
  return assertScalar(argument, value).toString(16).padStart(64, "0");
}

function swapBytes(hex: string): string {
  return hex.match(/../g)?.reverse().join("") ?? "";
}
