import { bytesToHex } from "@noble/hashes/utils";

import { ContextArgumentError } from "../errors/context.ts";

/**
 * Checks hex text of a fixed length.
 * @returns the text in lower case, with its 0x
 * @throws ContextArgumentError naming `argument`.
 */
export function hexToWord(argument: string, text: string, bytes: number): string {
  if (!/^0x[0-9a-fA-F]*$/.test(text) || text.length !== 2 + 2 * bytes) {
    throw new ContextArgumentError(argument, `= ${JSON.stringify(text)} is not 0x and ${bytes} bytes`);
  }
  return text.toLowerCase();
}

export function toHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}
