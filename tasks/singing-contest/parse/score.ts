import { parseUnits } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/**
 * A score from above 0 to 1 in units of 1e-18, as the contract counts it.
 * @throws InputInvalidError naming the option
 */
export function parseScore(text: string, option: string): bigint {
  const score = /^[01](\.\d{1,18})?$/.test(text) ? parseUnits(text, 18) : 0n;
  if (score <= 0n || score > 10n ** 18n) {
    throw new InputInvalidError(
      option,
      `"${text}" is no score`,
      "give a number above 0 and at most 1, such as 0.5",
    );
  }
  return score;
}
