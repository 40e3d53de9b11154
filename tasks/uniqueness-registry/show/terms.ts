import { formatSpan } from "../../samples/format/time.ts";
import type { Currency } from "../../samples/chain/currency.ts";
import type { Terms } from "../open-registry.ts";

/** A registry's terms in words, by name. */
export function termsTable({ terms, token }: { terms: Terms; token: Currency }): Record<string, string> {
  return {
    payout: `${token.format(terms.payout)} for each enrolled account every ${formatSpan(Number(terms.period))}, less where the pool is short`,
    "one finger": `codes that differ in ${terms.threshold} of 128 bits or fewer`,
    "to move": `${terms.moveThreshold} bits or fewer, and ${formatSpan(Number(terms.moveDelay))} in which the old account may object`,
  };
}
