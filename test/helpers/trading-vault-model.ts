import { orderFor, percentOf, type Order } from "../../tasks/trading-vault/backtest/order.ts";
import type { Held, VaultTerms } from "./trading-vault.ts";

/** The vault's rules said a second time, from what it holds and what the market did; all amounts in units. */

/** `risk` units are worth `stable` units; a trade may be worse by `slippage` basis points. */
export interface Quote {
  stable: bigint;
  risk: bigint;
  slippage: bigint;
}

/** Units by which a trade may miss its bound. */
const ROUNDING = 3n;
const POINTS = 10_000n;
const FEED_DECIMALS = 8;

const floorDiv = (a: bigint, b: bigint) => a / b;
const ceilDiv = (a: bigint, b: bigint) => (a + b - 1n) / b;
const atLeastZero = (value: bigint) => (value > 0n ? value : 0n);
const least = (...values: bigint[]) => values.reduce((a, b) => (a < b ? a : b));

export function quoteAt(price: bigint, decimals: { stable: number; risk: number }, slippage: bigint): Quote {
  return {
    stable: price * 10n ** BigInt(decimals.stable),
    risk: 10n ** BigInt(FEED_DECIMALS + decimals.risk),
    slippage,
  };
}

export const worth = (quote: Quote, risk: bigint) => floorDiv(risk * quote.stable, quote.risk);

/** The most that buying may cost. */
export const mostFor = (quote: Quote, risk: bigint) =>
  risk === 0n ? 0n : ceilDiv(risk * quote.stable * (POINTS + quote.slippage), quote.risk * POINTS) + ROUNDING;

/** The least that selling must bring. */
export const leastFor = (quote: Quote, risk: bigint) =>
  floorDiv(atLeastZero(risk - ROUNDING) * quote.stable * (POINTS - quote.slippage), quote.risk * POINTS);

/** What shares must bring along. */
export const partsUp = ({ stable, risk, total }: Held, shares: bigint) => ({
  stable: ceilDiv((stable + 1n) * shares, total),
  risk: ceilDiv(risk * shares, total),
});

/** What shares may take away. */
export const partsDown = ({ stable, risk, total }: Held, shares: bigint) => ({
  stable: floorDiv(stable * shares, total),
  risk: floorDiv(risk * shares, total),
});

/** Shares for exact assets. */
export function sharesFor(held: Held, quote: Quote, assets: bigint): bigint {
  if (held.risk === 0n) return floorDiv(assets * held.total, held.stable + 1n);
  const left = atLeastZero(assets - mostFor(quote, 1n) - 2n);
  const [cost, amount] = [quote.stable * (POINTS + quote.slippage), quote.risk * POINTS];
  return floorDiv(left * held.total * amount, (held.stable + 1n) * amount + held.risk * cost);
}

/** What both assets bring at the worst price. */
const worstWorth = (held: Held, quote: Quote) =>
  held.stable + leastFor(quote, held.risk === 0n ? 0n : held.risk + ROUNDING);

const takenMore = (held: Held, quote: Quote) => (held.risk === 0n ? 0n : worth(quote, ROUNDING + 1n) + 3n);

/** Shares for an exact withdrawal. */
export function sharesTaken(held: Held, quote: Quote, assets: bigint): bigint {
  if (assets === 0n) return 0n;
  return ceilDiv((assets + takenMore(held, quote)) * held.total, worstWorth(held, quote));
}

export const maxWithdraw = (held: Held, quote: Quote, shares: bigint) =>
  atLeastZero(floorDiv(worstWorth(held, quote) * shares, held.total) - takenMore(held, quote));

/** The trade towards an allocation of `raw` / 2^`scale`. */
export const orderAt = (held: Held, quote: Quote, terms: VaultTerms, raw: bigint, scale: bigint): Order =>
  orderFor(percentOf(raw, scale), { ...held, quote }, { ...terms, slippage: quote.slippage });

/** Shares that the keeper gets, from what is held after the trade. */
export function feeShares(held: Held, quote: Quote, keeperFee: bigint): bigint {
  const nav = held.stable + worth(quote, held.risk);
  const fee = least(keeperFee, floorDiv(nav, POINTS));
  return floorDiv(fee * held.total, nav + 1n - fee);
}

/** Whether neither asset of a share became less, exactly. */
export const keepsShares = (before: Held, after: Held) =>
  after.stable * before.total >= before.stable * after.total &&
  after.risk * before.total >= before.risk * after.total;
