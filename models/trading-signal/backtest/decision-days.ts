import { dateOf, dayOf, type DailyClose } from "../closes.ts";
import { modelInput, returnsOf, WINDOW } from "../returns.ts";

/** The first day whose return the model was neither fitted nor chosen on. */
export const HOLDOUT_START = dayOf("2022-07-01");

/** Decisions of the hold-out that the committed closes hold. */
export const HOLDOUT_DAYS = 440;

/** One decision: what is known at the close of `day`, and what the day after brings. */
export interface DecisionDay {
  /** Days since 1970-01-01 of the window's last close. */
  day: number;
  date: string;
  /** The last close, 8 decimals. */
  price: bigint;
  /** The window's returns as the contract has them, in 2^-16, oldest first. */
  raws: bigint[];
  /** The same, raw / 2^16. */
  rounded: number[];
  /** The returns without rounding. */
  exact: number[];
  /** Whether the close is above the mean of the last 28. */
  rising: boolean;
  /** The next close, and the return that it brings, unrounded. */
  nextPrice: bigint;
  next: number;
}

/** All decisions whose return is earned from day `first` on. @param closes oldest first, none missing */
export function decisionDays(closes: readonly DailyClose[], first: number): DecisionDay[] {
  return closes.flatMap((close, index) => {
    const after = closes[index + 1];
    if (index < WINDOW || after === undefined || after.day < first) return [];
    const prices = closes.slice(index - WINDOW, index + 1).map(({ price }) => price);
    const raws = returnsOf(prices);
    const recent = prices.slice(1).map(Number);
    return {
      day: close.day,
      date: dateOf(close.day),
      price: close.price,
      raws,
      rounded: modelInput(raws),
      exact: prices.slice(1).map((price, at) => gain(prices[at]!, price)),
      rising: Number(close.price) > recent.reduce((sum, price) => sum + price) / recent.length,
      nextPrice: after.price,
      next: gain(close.price, after.price),
    };
  });
}

function gain(before: bigint, after: bigint): number {
  return Number(after) / Number(before) - 1;
}
