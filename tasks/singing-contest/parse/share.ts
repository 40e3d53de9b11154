import { InputInvalidError } from "../../../src/errors/pipeline.ts";

const BASIS_POINTS_OF_ONE_PERCENT = 100;

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

/**
 * Basis points of the three places, from percentages such as `60,30,10`.
 * @throws InputInvalidError unless there are three that do not rise and sum to 100
 */
export function parseSplit(text: string, option: string): [number, number, number] {
  const [first = 0, second = 0, third = 0, ...more] = text
    .split(",")
    .map((part) => parsePercent(part.trim(), option));
  const fair = more.length === 0 && first >= second && second >= third;
  if (!fair || first + second + third !== 100 * BASIS_POINTS_OF_ONE_PERCENT) {
    throw new InputInvalidError(
      option,
      `"${text}" does not split a pool among three places`,
      "give up to three percentages that do not rise and sum to 100, such as 60,30,10",
    );
  }
  return [first, second, third];
}
