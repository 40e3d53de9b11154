import { InputInvalidError } from "../../../src/errors/pipeline.ts";

const HEX_DIGITS = 32;

/** A code of 128 bits as everybody writes it: 0x and 32 digits. */
export function formatCode(code: bigint): string {
  return `0x${code.toString(16).padStart(HEX_DIGITS, "0")}`;
}

/** @throws InputInvalidError naming the option */
export function parseCode(text: string, option: string): bigint {
  if (!/^0x[0-9a-fA-F]{1,32}$/.test(text)) {
    throw new InputInvalidError(
      option,
      `"${text}" is no code`,
      "give 0x and 32 hex digits; `registry status` and `registry enroll` tell codes",
    );
  }
  return BigInt(text);
}
