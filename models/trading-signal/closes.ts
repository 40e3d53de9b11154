import { ClosesInvalidError } from "./errors.ts";

/** Decimals of the prices here, and of Chainlink's feeds in US dollars. */
export const CLOSE_DECIMALS = 8;

const MILLISECONDS_A_DAY = 86_400_000;

/** One line of the series. */
export interface DailyClose {
  /** Days since 1970-01-01; the day is over at (day + 1) * 86,400 seconds, when this close holds. */
  readonly day: number;
  /** ISO date. */
  readonly date: string;
  /** Price with CLOSE_DECIMALS decimals. */
  readonly price: bigint;
}

/**
 * The day's number: days since 1970-01-01.
 * @throws ClosesInvalidError when `date` is no ISO date.
 */
export function dayOf(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY;
  // Dates that do not exist, such as 30 February, are read as later ones.
  if (Number.isNaN(day) || dateOf(day) !== date) {
    throw new ClosesInvalidError("date", `"${date}" is no date such as 2022-07-01`);
  }
  return day;
}

/** The ISO date of a day's number. */
export function dateOf(day: number): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/**
 * Reads a series of daily closes, `date,close` a line. Prices are taken digit by digit: no double comes between.
 * @throws ClosesInvalidError at the first line that is not the next day's positive price.
 */
export function parseCloses(csv: string, where = "closes"): DailyClose[] {
  const [heading, ...lines] = csv.trimEnd().split(/\r?\n/);
  if (heading !== "date,close") throw new ClosesInvalidError(where, `its heading is "${heading}"`);
  const closes: DailyClose[] = [];
  for (const [index, line] of lines.entries()) {
    const [date = "", close = "", ...rest] = line.split(",");
    const day = dayOf(date);
    const before = closes.at(-1);
    const price = priceOf(close);
    if (rest.length > 0 || price === undefined) {
      throw new ClosesInvalidError(where, `line ${index + 2} is "${line}"`);
    }
    if (before !== undefined && day !== before.day + 1) {
      throw new ClosesInvalidError(where, `${date} follows ${before.date}`);
    }
    closes.push({ day, date, price });
  }
  return closes;
}

function priceOf(text: string): bigint | undefined {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d{1,8}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const price = BigInt(whole + fraction.padEnd(CLOSE_DECIMALS, "0"));
  return price > 0n ? price : undefined;
}
