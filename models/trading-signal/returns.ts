import { ReturnsInvalidError } from "./errors.ts";

/** Returns in a window of the model. */
export const WINDOW = 28;

/** Fractional bits of a return, as of the circuit's input. */
export const RETURN_BITS = 16n;

/** The largest return that the model is asked about, raw: a price that doubles in a day. */
export const MAX_RETURN = 1n << RETURN_BITS;

/**
 * The return of one day, raw: (current - previous) / previous times 2^16, to the nearest integer, halves away from zero. The same integer as
 * contracts/samples/trading-vault/DailyReturns.sol gives, from -2^16 to 2^16.
 * @param previous, current positive prices in the same unit
 * @throws ReturnsInvalidError when a price is not positive or the return is above 1.
 */
export function dailyReturn(previous: bigint, current: bigint): bigint {
  if (previous <= 0n || current <= 0n) {
    throw new ReturnsInvalidError("price", `${previous <= 0n ? previous : current} is not positive`);
  }
  const change = current - previous;
  // Half away from zero is the floor of |x| + 1/2, with the sign of x.
  const size = ((change < 0n ? -change : change) * 2n * MAX_RETURN + previous) / (2n * previous);
  if (change > 0n && size > MAX_RETURN) {
    throw new ReturnsInvalidError("price", `${current} after ${previous} is more than twice as much`);
  }
  return change < 0n ? -size : size;
}

/**
 * The returns between neighbouring closes, raw, oldest first: one fewer than closes.
 * @throws ReturnsInvalidError as `dailyReturn`.
 */
export function returnsOf(closes: readonly bigint[]): bigint[] {
  return closes.slice(1).map((close, index) => dailyReturn(closes[index]!, close));
}

/**
 * A window as the model's float input: raw / 2^16, which a float32 holds exactly, so that the engine reads the same integers again.
 * @param raws WINDOW raw returns, oldest first
 * @throws ReturnsInvalidError when there are more or fewer.
 */
export function modelInput(raws: readonly bigint[]): number[] {
  if (raws.length !== WINDOW) {
    throw new ReturnsInvalidError("window", `${raws.length} returns where the model reads ${WINDOW}`);
  }
  return raws.map((raw) => Number(raw) / Number(MAX_RETURN));
}
