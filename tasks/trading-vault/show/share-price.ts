import { decimal } from "../format/amount.ts";
import { SHARE_PRICE_ONE } from "../read/state.ts";

/** Four places: a tenth of a basis point of what a share began with. */
export function formatSharePrice(price: bigint): string {
  return decimal(price, SHARE_PRICE_ONE.toString().length - 1, 4);
}

/** How far `now` is from `then`: "+3.2 %". */
export function formatGain(then: bigint, now: bigint): string {
  const gain = then === 0n ? 0 : Number(((now - then) * 1_000_000n) / then) / 10_000;
  return `${gain > 0 ? "+" : ""}${gain.toFixed(2)} %`;
}
