import { orderFor, percentOf } from "../../tasks/trading-vault/backtest/order.ts";

/** What a vault does on the recorded days, one after the other: the tests want both directions, and a day with nothing to trade. */
export const WANTED = ["buys", "sells", "buys", "sells", "rests"] as const;

/** A day's close in the feed's unit, and what the model answers to it. */
export interface Decision {
  price: bigint;
  allocation: number;
}

/** Basis points of what the vault holds: within the first nothing is traded, beyond the second always. The tests' terms lie between them, at 100. */
const BAND = { rests: 70n, trades: 150n } as const;
const WORTH = 10n ** 18n;
const SCALE = 30n;
const UNIT = 10n ** 12n;
const NO_LIMITS = { slippage: 0n, tradeCap: 10_000n };

/** Whether a vault that begins with stable tokens does on these days what is wanted, clearly enough for fees and slippage to change nothing. */
export function doesAllOf(decisions: readonly Decision[]): boolean {
  let held = { stable: WORTH, risk: 0n };
  return WANTED.every((wanted, day) => {
    const decision = decisions[day];
    if (decision === undefined) return false;
    const quote = { stable: decision.price, risk: UNIT };
    const raw = BigInt(Math.round(decision.allocation * 2 ** Number(SCALE)));
    const minTrade = wanted === "rests" ? BAND.rests : BAND.trades;
    const order = orderFor(percentOf(raw, SCALE), { ...held, quote }, { ...NO_LIMITS, minTrade });
    if (wanted === "rests") return order.amountIn === 0n;
    if (order.amountIn === 0n || order.buys !== (wanted === "buys")) return false;
    held = order.buys
      ? { stable: held.stable - order.amountIn, risk: held.risk + (order.amountIn * UNIT) / quote.stable }
      : { stable: held.stable + (order.amountIn * quote.stable) / UNIT, risk: held.risk - order.amountIn };
    return true;
  });
}

/**
 * The index of the first of the days that do: `preferred` if they are among them, else the earliest.
 * @returns undefined when there are none
 */
export function firstOfDays(decisions: readonly Decision[], preferred: number): number | undefined {
  const found = (index: number): boolean => doesAllOf(decisions.slice(index, index + WANTED.length));
  if (found(preferred)) return preferred;
  const first = decisions.findIndex((_, index) => found(index));
  return first === -1 ? undefined : first;
}
