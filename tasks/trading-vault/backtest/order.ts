const BASIS_POINTS = 10_000n;
/** Units that a trade may cost beyond its bound: see contracts/samples/trading-vault/Quotes.sol. */
const ROUNDING = 3n;

/** The vault's terms that decide about a trade, in basis points. */
export interface OrderTerms {
  slippage: bigint;
  tradeCap: bigint;
  minTrade: bigint;
}

/** What the vault holds, in units, and what it is worth: `risk` units of risk are worth `stable` units of stable at the ratio of `quote`. */
export interface Position {
  stable: bigint;
  risk: bigint;
  quote: { stable: bigint; risk: bigint };
}

/** What a proof of an allocation trades. */
export interface Order {
  percent: bigint;
  /** Whether stable is spent, or risk. */
  buys: boolean;
  /** Zero where nothing is traded. */
  amountIn: bigint;
  minimumOut: bigint;
}

/** An allocation in 2^-scale as whole percent, halves up, clipped to 0 and 100. */
export function percentOf(allocation: bigint, scale: bigint): bigint {
  const one = 1n << scale;
  const clipped = allocation < 0n ? 0n : allocation > one ? one : allocation;
  return (clipped * 100n + one / 2n) / one;
}

/** The rules of a trade written down a second time, to hold the contract's `previewTrade` and its trades against. */
export function orderFor(percent: bigint, { stable, risk, quote }: Position, terms: OrderTerms): Order {
  const value = (risk * quote.stable) / quote.risk;
  const worth = stable + value;
  const desired = (worth * percent) / 100n;
  const buys = desired > value;
  const cap = (worth * terms.tradeCap) / BASIS_POINTS;
  const difference = buys ? desired - value : value - desired;
  const amount = difference < cap ? difference : cap;
  const least = (worth * terms.minTrade) / BASIS_POINTS;
  if (amount === 0n || amount < least) return { percent, buys, amountIn: 0n, minimumOut: 0n };
  const keep = BASIS_POINTS - terms.slippage;
  if (buys) {
    const minimumOut = (without(amount) * quote.risk * keep) / (quote.stable * BASIS_POINTS);
    return { percent, buys, amountIn: amount, minimumOut };
  }
  const amountIn = amount === value ? risk : (amount * quote.risk) / quote.stable;
  const minimumOut = (without(amountIn) * quote.stable * keep) / (quote.risk * BASIS_POINTS);
  return { percent, buys, amountIn, minimumOut };
}

function without(amount: bigint): bigint {
  return amount > ROUNDING ? amount - ROUNDING : 0n;
}
