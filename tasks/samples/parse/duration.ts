import { InputInvalidError } from "../../../src/errors/pipeline.ts";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Seconds of a duration such as `90s`, `30m`, `2h`, `1d` or `1h30m`; a bare number is seconds.
 * @throws InputInvalidError naming the option
 */
export function parseDuration(text: string, option: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/^(\d{1,9}[smhd])+$/.test(text)) {
    throw new InputInvalidError(
      option,
      `"${text}" is no duration`,
      "give numbers with s, m, h or d, such as 90s, 30m, 2h, 1h30m",
    );
  }
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}
