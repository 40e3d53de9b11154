import { formatShare } from "../../samples/format/share.ts";
import type { Currency } from "../../samples/chain/currency.ts";
import type { Terms } from "../read/state.ts";

/** A vault's terms in words, by name. */
export function termsTable(agreed: {
  terms: Terms;
  dormantAfter: bigint;
  stable: Currency;
}): Record<string, string> {
  const { terms, dormantAfter, stable } = agreed;
  return {
    slippage: `a trade may be at most ${formatShare(terms.slippage)} worse than the oracle`,
    "trade cap": `${formatShare(terms.tradeCap)} of the net asset value a day; nothing below ${formatShare(terms.minTrade)}`,
    "keeper's fee": `${stable.format(terms.keeperFee)} a day in shares, at most 0.01 % of the net asset value`,
    dormant: `after ${dormantAfter} days without a proof`,
  };
}

/** The same in one line. */
export function termsLine(terms: Terms, stable: Currency): string {
  return `slippage ${formatShare(terms.slippage)}, trade cap ${formatShare(terms.tradeCap)}, from ${formatShare(terms.minTrade)}, keeper's fee ${stable.format(terms.keeperFee)}`;
}
