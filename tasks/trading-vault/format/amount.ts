import { formatUnits } from "ethers";

import type { Currency } from "../../samples/chain/currency.ts";

/** Decimals that a person is shown of an amount: cents of what is worth about one, more of what may be worth much. */
const PLACES = { stable: 2, risk: 5, share: 4 } as const;

/** "12,345.67 pUSD": cut off, not rounded, so that nobody is shown more than there is. */
export function show(
  { symbol, decimals }: Pick<Currency, "symbol" | "decimals">,
  amount: bigint,
  kind: keyof typeof PLACES,
): string {
  return `${decimal(amount, decimals, PLACES[kind])} ${symbol}`;
}

/** A feed's price of a whole risk token. */
export function showPrice(price: bigint, decimals: number, stable: Currency): string {
  return `${decimal(price, decimals, 2)} ${stable.symbol}`;
}

/** A number with its sign, thousands apart, cut off after some places; "0.0000" never stands for what is not zero. */
export function decimal(amount: bigint, decimals: number, places: number): string {
  const sign = amount < 0n ? "-" : "";
  const size = amount < 0n ? -amount : amount;
  const [whole = "0", fraction = ""] = formatUnits(size, decimals).split(".");
  const shown = fraction.slice(0, places).padEnd(places, "0");
  if (size !== 0n && whole === "0" && /^0*$/.test(shown)) return `${sign}${formatUnits(size, decimals)}`;
  return `${sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${shown}`;
}

/** A change with its sign: "+12.00 pUSD". */
export function showChange(
  currency: Pick<Currency, "symbol" | "decimals">,
  amount: bigint,
  kind: keyof typeof PLACES,
): string {
  return `${amount > 0n ? "+" : ""}${show(currency, amount, kind)}`;
}
