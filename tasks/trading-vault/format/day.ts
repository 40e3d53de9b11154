const SECONDS = 86_400n;

/** The date of a day: "2022-07-01". @param day days since 1970-01-01 */
export function formatDay(day: bigint): string {
  return new Date(Number(day * SECONDS) * 1000).toISOString().slice(0, 10);
}

/** The second at which a day is over, and its close known. */
export function endOf(day: bigint): bigint {
  return (day + 1n) * SECONDS;
}
