import { VerifierShapeError } from "../errors/verifier.ts";

/** Bytes that each precompile returns: modexp of one word, the sum and the multiple of a point, the pairing's one word. */
export const ANSWER_BYTES: ReadonlyMap<number, number> = new Map([
  [0x05, 0x20],
  [0x06, 0x40],
  [0x07, 0x40],
  [0x08, 0x20],
]);

/** How often the engine's verifiers, its own and the reusable one, write a call of each precompile. */
const CALLS_WRITTEN: ReadonlyMap<number, number> = new Map([
  [0x05, 1],
  [0x06, 2],
  [0x07, 2],
  [0x08, 1],
]);

const hex = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;

/**
 * Yul that is 1 when the call succeeded and returned as many bytes as a working precompile does, and 0 otherwise. Where there is no precompile, a call
 * succeeds and returns nothing: what lies in memory would be taken for its answer.
 *
 * Arguments are evaluated from the last to the first, so the call comes before the question about what it returned.
 * @param call a `staticcall(…)` of the precompile
 */
export function answered(call: string, precompile: number): string {
  return `and(eq(returndatasize(), ${hex(bytesOf(precompile))}), ${call})`;
}

const CALL =
  /^( *ret := and\(success, )(staticcall\(gas\(\), (0x0[5-8]), (?:[^,()]|\([^()]*\))+, 0x[0-9a-f]+, (?:[^,()]|\([^()]*\))+, (0x[0-9a-f]+)\))\)$/gm;
const PAIRED = /^( *ret := and\(ret, )(mload\((?:0x00|vka_end)\))\)$/gm;

/**
 * Makes the engine's assembly look at what precompiles answer: each call's success and length, and that the pairing's word is 1.
 * @param source the engine's, of its own verifier or of the reusable one
 * @throws VerifierShapeError when a call of a precompile is not where and what it is known to be
 */
export function checkAnswers(source: string, where?: string): string {
  const written = new Map<number, number>();
  const called = source.replace(
    CALL,
    (_line, before: string, call: string, address: string, size: string) => {
      const precompile = Number(address);
      written.set(precompile, (written.get(precompile) ?? 0) + 1);
      if (Number(size) !== bytesOf(precompile)) refuse(`${size} bytes of ${address}`, where);
      return `${before}${answered(call, precompile)})`;
    },
  );
  for (const [precompile, times] of CALLS_WRITTEN)
    if (written.get(precompile) !== times)
      refuse(`${written.get(precompile) ?? 0} calls of ${hex(precompile)} instead of ${times}`, where);
  const all = source.split("staticcall").length - 1;
  const known = [...CALLS_WRITTEN.values()].reduce((sum, times) => sum + times, 0);
  if (all !== known) refuse(`${all} calls instead of ${known}`, where);
  if ([...called.matchAll(PAIRED)].length !== 1) refuse("no single look at the pairing's answer", where);
  return called.replace(PAIRED, "$1eq($2, 1))");
}

function bytesOf(precompile: number): number {
  const bytes = ANSWER_BYTES.get(precompile);
  if (bytes === undefined) return refuse(`the precompile ${precompile}`);
  return bytes;
}

function refuse(found: string, where?: string): never {
  throw new VerifierShapeError("the calls of precompiles", found, where);
}
