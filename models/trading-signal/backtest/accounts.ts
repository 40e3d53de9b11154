/** How a rule is traded: the vault's terms in shares of wealth, and what a trade costs in shares of the traded amount. */
export interface TradeTerms {
  cost: number;
  /** A smaller trade is not made. */
  minTrade: number;
  /** The most that one day trades. */
  tradeCap: number;
}

/** As accounts.py has them: 10 basis points a trade, nothing below 1 %, at most 25 % a day. */
export const USUAL_TERMS: TradeTerms = { cost: 0.001, minTrade: 0.01, tradeCap: 0.25 };

export interface Account {
  /** After each day, from 1 in cash. */
  wealth: number[];
  /** Traded amounts as multiples of wealth, summed over all days. */
  turnover: number;
  /** Mean share held over night. */
  exposure: number;
}

/** An allocation between 0 and 1 in whole percent, halves up, as the vault rounds it. */
export function wholePercent(allocation: number): number {
  return Math.floor(Math.min(1, Math.max(0, allocation)) * 100 + 0.5);
}

/**
 * Trades at each close towards an allocation in whole percent, then earns the next day's return; the same accounts as accounts.py.
 * @param allocations from 0 to 1, one a day
 * @param earned return of the day after each
 */
export function runAccount(
  allocations: readonly number[],
  earned: readonly number[],
  { cost, minTrade, tradeCap }: TradeTerms = USUAL_TERMS,
): Account {
  let [wealth, held, turnover, exposure] = [1, 0, 0, 0];
  const path = earned.map((gain, day) => {
    const wanted = wholePercent(allocations[day]!) / 100 - held;
    const capped = Math.min(Math.max(wanted, -tradeCap), tradeCap);
    const trade = Math.abs(capped) < minTrade ? 0 : capped;
    held += trade;
    turnover += Math.abs(trade);
    exposure += held;
    const growth = 1 + held * gain;
    wealth *= (1 - cost * Math.abs(trade)) * growth;
    held *= (1 + gain) / growth;
    return wealth;
  });
  return { wealth: path, turnover, exposure: exposure / earned.length };
}

/** The deepest fall below an earlier height, as a share of it. @param wealth after each day, from 1 */
export function deepestFall(wealth: readonly number[]): number {
  let [highest, deepest] = [1, 0];
  for (const now of wealth) {
    highest = Math.max(highest, now);
    deepest = Math.max(deepest, 1 - now / highest);
  }
  return deepest;
}

/** Mean log growth a day times 365. */
export function growthAYear(wealth: readonly number[]): number {
  return (365 * Math.log(wealth.at(-1) ?? 1)) / Math.max(1, wealth.length);
}
