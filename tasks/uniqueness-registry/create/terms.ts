import { parseAmount, type Currency } from "../../samples/chain/currency.ts";
import { parseCount } from "../../samples/parse/count.ts";
import { parseDuration } from "../../samples/parse/duration.ts";
import { CODE_BITS } from "../../../models/biometric-code/code.ts";
import type { Thresholds } from "../read/rates.ts";
import type { Terms } from "../open-registry.ts";

/** The terms as a person writes them. */
export interface TermArguments {
  payout: string;
  period: string;
  threshold?: string;
  moveThreshold?: string;
  moveDelay: string;
}

/**
 * Terms as the contract takes them; whether they are within its bounds is the contract's to say.
 * @param model whose thresholds hold where none are given
 * @throws InputInvalidError naming the option
 */
export function parseTerms(
  { payout, period, threshold, moveThreshold, moveDelay }: TermArguments,
  token: Pick<Currency, "symbol" | "decimals">,
  model: Thresholds,
): Terms {
  const bits = (text: string | undefined, option: string, otherwise: number): bigint =>
    BigInt(text === undefined ? otherwise : parseCount(text, option, [0, CODE_BITS]));
  const within = bits(threshold, "--threshold", model.threshold);
  const strict = BigInt(model.moveThreshold);
  return {
    payout: parseAmount(payout, token, "--payout"),
    period: BigInt(parseDuration(period, "--period")),
    threshold: within,
    // A stricter threshold of one's own bounds the model's.
    moveThreshold: bits(moveThreshold, "--move-threshold", Number(strict < within ? strict : within)),
    moveDelay: BigInt(parseDuration(moveDelay, "--move-delay")),
  };
}
