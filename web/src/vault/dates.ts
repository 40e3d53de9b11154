import { endOf } from "../../../tasks/trading-vault/format/day.ts";

/** The moment of a day's close, for a chart's axis. */
export function closeDate(day: bigint): Date {
  return new Date(Number(endOf(day)) * 1000);
}
