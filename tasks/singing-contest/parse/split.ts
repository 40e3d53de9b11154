import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { BASIS_POINTS_OF_ONE_PERCENT, parsePercent } from "../../samples/parse/percent.ts";

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
