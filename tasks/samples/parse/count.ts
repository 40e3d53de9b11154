import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/**
 * A whole number within bounds.
 * @throws InputInvalidError naming the option
 */
export function parseCount(text: string, option: string, [least, most]: readonly [number, number]): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (count < least || count > most) {
    throw new InputInvalidError(
      option,
      `"${text}" is not within ${least} and ${most}`,
      `give a whole number from ${least} to ${most}`,
    );
  }
  return count;
}
