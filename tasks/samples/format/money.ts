import type { Currency } from "../chain/currency.ts";

/** What an account had and has: "12.5 ETH -> 12.48 ETH". Gas is part of it where the currency is the chain's own. */
export function formatChange(currency: Currency, before: bigint, after: bigint): string {
  return `${currency.format(before)} -> ${currency.format(after)}`;
}
