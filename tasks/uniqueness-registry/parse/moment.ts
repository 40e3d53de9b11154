import { InputInvalidError } from "../../../src/errors/pipeline.ts";

/**
 * Unix seconds of `now`, of a date (its beginning, UTC) or of a time such as 2026-05-01T12:00Z.
 * @throws InputInvalidError naming the option
 */
export function parseMoment(text: string, option: string, now: bigint): bigint {
  if (text === "now") return now;
  const wellFormed = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text);
  const at = wellFormed ? Date.parse(text) : NaN;
  if (!Number.isNaN(at) && at >= 0) return BigInt(Math.floor(at / 1000));
  throw new InputInvalidError(
    option,
    `"${text}" is no moment`,
    "give now, a date such as 2026-05-01, or a time in UTC such as 2026-05-01T12:00Z",
  );
}
