import { InputInvalidError } from "../../../src/errors/pipeline.ts";
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
}

/** What says how old a price may be. */
export interface AgeArguments {
  maxAge?: string;
  practice?: boolean;
  /** Has an age of its own. */
  ring?: string;
}

/** What the feed of practice needs, which reports once a day. */
const PRACTICE_AGE = "25h";

/** Terms of a vault as the contract takes them; whether they are within the caps is the contract's to say. */
export interface Agreed {
  terms: Terms;
  dormantAfter: bigint;
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
  };
}

/**
 * How old a price may be, in seconds; undefined where a ring is named. No default for a feed that nobody here knows: too long an age trades on old
 * prices, too short a one loses days for good.
 * @throws InputInvalidError
 */
export function parseAge({ maxAge, practice, ring }: AgeArguments): bigint | undefined {
  if (ring !== undefined) return undefined;
  const age = maxAge ?? (practice === true ? PRACTICE_AGE : undefined);
  if (age !== undefined) return BigInt(parseDuration(age, "--max-age"));
  throw new InputInvalidError(
    "--max-age",
    "it was not said how old a price may be",
    "give the feed's heartbeat and some slack: --max-age 65m for one that reports every hour at least",
  );
}
