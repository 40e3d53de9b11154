import { InputInvalidError } from "../../../src/errors/pipeline.ts";

export const BASIS_POINTS_OF_ONE_PERCENT = 100;

/**
 * Basis points of a percentage with at most two decimals: "2.5" is 250.
 * @throws InputInvalidError naming the option
 */
export function parsePercent(text: string, option: string): number {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || Number(text) > 100) {
    throw new InputInvalidError(
      option,
      `"${text}" is no percentage`,
      "give a number from 0 to 100 with at most two decimals",
    );
  }
  return Math.round(Number(text) * BASIS_POINTS_OF_ONE_PERCENT);
}
