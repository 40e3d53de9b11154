import { parseAmount, type Currency } from "../../samples/chain/currency.ts";
import { parseCount } from "../../samples/parse/count.ts";
import { parseDuration } from "../../samples/parse/duration.ts";
import { parsePercent } from "../../samples/parse/percent.ts";
import type { Terms } from "../read/state.ts";

/** The terms as a person writes them. */
export interface TermArguments {
  slippage: string;
  tradeCap: string;
  minTrade: string;
  keeperFee: string;
  dormantAfter: string;
  maxAge: string;
}

/** Terms of a vault and its ring as the contracts take them; whether they are within the caps is the contracts' to say. */
export interface Agreed {
  terms: Terms;
  dormantAfter: bigint;
  /** Seconds. */
  maxAge: bigint;
}

/** @throws InputInvalidError naming the option */
export function parseTerms(args: TermArguments, stable: Pick<Currency, "symbol" | "decimals">): Agreed {
  return {
    terms: {
      slippage: BigInt(parsePercent(args.slippage, "--slippage")),
      tradeCap: BigInt(parsePercent(args.tradeCap, "--trade-cap")),
      minTrade: BigInt(parsePercent(args.minTrade, "--min-trade")),
      keeperFee: parseAmount(args.keeperFee, stable, "--keeper-fee"),
    },
    dormantAfter: BigInt(parseCount(args.dormantAfter, "--dormant-after", [1, 30])),
    maxAge: BigInt(parseDuration(args.maxAge, "--max-age")),
  };
}
