import { answered } from "../../answers.ts";

/** Numbers as the assembly has them: small ones with an even number of digits, all others as 32 bytes. */
export function hex(value: number | bigint): string {
  const digits = value.toString(16);
  if (digits.length > 16) return `0x${digits.padStart(64, "0")}`;
  return `0x${digits.padStart(digits.length + (digits.length % 2), "0")}`;
}

export const load = (address: number): string => `mload(${hex(address)})`;
export const store = (address: number, value: string): string => `mstore(${hex(address)}, ${value})`;
export const word = (offset: number): string => `calldataload(${hex(offset)})`;
export const mul = (a: string, b: string): string => `mulmod(${a}, ${b}, r)`;
/**
 * Keeps `ok` at 1 only if the precompile answered as one that works does.
 * @param then another call, made after the first: one statement for two costs less than two
 */
export function okIf(precompile: number, call: string, then?: readonly [number, string]): string {
  const first = answered(call, precompile);
  // Arguments are evaluated from the last to the first.
  return `ok := and(ok, ${then === undefined ? first : `and(${answered(then[1], then[0])}, ${first})`})`;
}
/** A value below r, minus one modulo r; not reduced, at most 2r - 2. */
export const minusOne = (value: string): string => `add(${value}, sub(r, 1))`;

/**
 * Lines that leave the product of `factors` in the variable: one factor a line, because the stack within an expression is short.
 * @param factors of at least one
 */
export function productLines(variable: string, factors: readonly string[]): string[] {
  const [first, second, ...others] = factors;
  if (second === undefined) return [`${variable} := ${first!}`];
  return [mul(first!, second), ...others.map((factor) => mul(variable, factor))].map(
    (product) => `${variable} := ${product}`,
  );
}

/** Lines of a block, with a comment and braces around. */
export function section(comment: readonly string[], lines: readonly string[]): string[] {
  return [
    ...comment.map((line) => `// ${line}`),
    "{",
    ...lines.map((line) => (line === "" ? "" : `    ${line}`)),
    "}",
    "",
  ];
}
