const Q192 = 1n << 192n;

/** Two tokens and how a price of one in the other is written. */
export interface PriceScale {
  stable: string;
  risk: string;
  stableDecimals: number;
  riskDecimals: number;
  /** Decimals of the feed's prices. */
  feedDecimals: number;
}

/** Whether the stable token is the pool's token0: the pool sorts by address. */
export function stableIsToken0({ stable, risk }: Pick<PriceScale, "stable" | "risk">): boolean {
  return BigInt(stable) < BigInt(risk);
}

/**
 * A pool's `sqrtPriceX96` at a price: the root of token1's units for one unit of token0, times 2^96 (Uniswap V3 whitepaper, 6.1), rounded down.
 * @param price one whole risk token in whole stable ones, with the feed's decimals
 */
export function sqrtPriceAt(price: bigint, scale: PriceScale): bigint {
  const stableUnits = price * 10n ** BigInt(scale.stableDecimals);
  const riskUnits = 10n ** BigInt(scale.riskDecimals + scale.feedDecimals);
  return stableIsToken0(scale)
    ? squareRoot((riskUnits * Q192) / stableUnits)
    : squareRoot((stableUnits * Q192) / riskUnits);
}

/** Price of one whole risk token in whole stable ones with the feed's decimals, from a pool's `sqrtPriceX96`, rounded to nearest. */
export function priceAtSqrt(sqrtPrice: bigint, scale: PriceScale): bigint {
  const ratio = sqrtPrice * sqrtPrice;
  const stable = 10n ** BigInt(scale.stableDecimals);
  const risk = 10n ** BigInt(scale.riskDecimals + scale.feedDecimals);
  const [over, under] = stableIsToken0(scale) ? [risk * Q192, stable * ratio] : [risk * ratio, stable * Q192];
  return (2n * over + under) / (2n * under);
}

/** The largest integer whose square is not above. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const better = (guess + value / guess) >> 1n;
    if (better >= guess) return guess;
    guess = better;
  }
}
