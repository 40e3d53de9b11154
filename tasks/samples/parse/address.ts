import { getAddress, isAddress } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/** An address in its checksummed form. @throws InputInvalidError naming the option */
export function parseAddress(text: string, option: string): string {
  const wellFormed: boolean = isAddress(text); // as a type guard it would leave nothing to name in the error
  if (!wellFormed) {
    throw new InputInvalidError(
      option,
      `"${text}" is no address`,
      "give 0x and 20 bytes; mixed case must be the checksum's",
    );
  }
  return getAddress(text);
}
