import { visible } from "../../../src/text/visible.ts";
import type { Currency } from "../../../tasks/samples/chain/currency.ts";

/** A currency whose symbol, which its token's maker chose, shows what is in it: it cannot turn the text around it or hide part of it. */
export function shownCurrency(currency: Currency): Currency {
  return {
    ...currency,
    symbol: visible(currency.symbol),
    format: (amount) => visible(currency.format(amount)),
  };
}
