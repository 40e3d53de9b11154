import { keccak_256 } from "@noble/hashes/sha3";
import { hexToBytes } from "@noble/hashes/utils";

import { toHex } from "../context/hex.ts";
import type { G2Words } from "../verifier/facts.ts";

/** What code on chain is, held against what the rebuilt source compiles to. */
export type CodeVerdict =
  | "same"
  /** The instructions are the same; the compiler's metadata after them is not. */
  | "same-but-metadata"
  | "other-compiler"
  | "other-srs"
  | "other-key"
  | "other-code";

const PUSH32 = 0x7f;
/** Masks and small numbers, which any contract may have. */
const MOSTLY_EMPTY = /(00|ff){8}/;
/** A key has more; the general verifier, whose key is data, has fewer. */
const FEWEST_CONSTANTS = 12;

export function codeHash(code: string): string {
  return toHex(keccak_256(hexToBytes(code.slice(2))));
}

/**
 * Names the difference. The verifying key and -[s]G2 stand in a verifier's code as 32-byte constants, whatever compiler and settings
 * made it: all of them in other code mean another compiler, another -[s]G2 another SRS (and with it other commitments, so that the
 * circuits cannot be compared), and the same -[s]G2 with other commitments another circuit or other weights.
 */
export function compareCode(onChain: string, rebuilt: string, negG2: G2Words): CodeVerdict {
  const [found, expected] = [onChain.toLowerCase(), rebuilt.toLowerCase()];
  if (found === expected) return "same";
  if (withoutMetadata(found) === withoutMetadata(expected) && solcOf(found) === solcOf(expected))
    return "same-but-metadata";
  const constants = wideConstants(expected);
  const has = (word: string): boolean => holdsWord(found, word);
  // Every verifier of the engine holds the moduli of BN254; code without any of the constants is no verifier, or one with its key elsewhere.
  if (constants.length < FEWEST_CONSTANTS || !constants.some(has)) return "other-code";
  if (!negG2.every(has)) return "other-srs";
  return constants.every(has) ? "other-compiler" : "other-key";
}

/** Whether code holds a constant: the compiler leaves zero bytes at its front away. */
export function holdsWord(code: string, word: string): boolean {
  const digits = word
    .toLowerCase()
    .replace(/^0x/, "")
    .replace(/^(00)+/, "");
  return code.toLowerCase().includes(digits);
}

/** Whose verifier code is: the name of the source all of whose 32-byte constants it holds. */
export function ownerOf(code: string, sources: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(sources).find(([, source]) => {
    const words = new Set(source.toLowerCase().match(/(?<=0x)[0-9a-f]{64}\b/g));
    const wide = [...words].filter((word) => !MOSTLY_EMPTY.test(word));
    return wide.length >= FEWEST_CONSTANTS && wide.every((word) => holdsWord(code, word));
  })?.[0];
}

/** The 32-byte constants of code, without those that are mostly zeros or ones. */
function wideConstants(code: string): string[] {
  const bytes = hexToBytes(code.slice(2));
  const words = new Set<string>();
  for (let at = 0; at < bytes.length; at++) {
    const opcode = bytes[at]!;
    if (opcode === PUSH32 && at + 32 < bytes.length) {
      const word = code.slice(2 + 2 * (at + 1), 2 + 2 * (at + 33));
      if (!MOSTLY_EMPTY.test(word)) words.add(word);
    }
    if (opcode >= 0x60 && opcode <= PUSH32) at += opcode - 0x5f;
  }
  return [...words];
}

/** Solidity ends code with CBOR and its length in two bytes. */
function withoutMetadata(code: string): string {
  const length = metadataLength(code);
  return length === undefined ? code : code.slice(0, code.length - 2 * (length + 2));
}

function metadataLength(code: string): number | undefined {
  const length = Number.parseInt(code.slice(-4), 16);
  const start = code.length - 2 * (length + 2);
  // A CBOR map of one to four entries.
  return Number.isNaN(length) || start <= 2 || !/^a[1-4]$/.test(code.slice(start, start + 2))
    ? undefined
    : length;
}

/** The compiler's version as the metadata tells it. */
export function solcOf(code: string): string | undefined {
  const length = metadataLength(code);
  if (length === undefined) return undefined;
  const metadata = code.slice(code.length - 2 * (length + 2));
  // "solc" as a CBOR text, then three bytes.
  const version = /64736f6c6343([0-9a-f]{6})/.exec(metadata)?.[1];
  return version
    ?.match(/../g)
    ?.map((byte) => Number.parseInt(byte, 16))
    .join(".");
}
