import { ZeroAddress } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { parseAmount, type Currency } from "../../samples/chain/currency.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { parseDuration } from "../../samples/parse/duration.ts";
import { parsePercent } from "../../samples/parse/percent.ts";
import { parseScore } from "../parse/score.ts";
import { parseSplit } from "../parse/split.ts";
import type { Terms } from "../read/terms.ts";

/** The terms as a person writes them. */
export interface TermArguments {
  fee: string;
  bond: string;
  host?: string;
  hostShare: string;
  split: string;
  entries: string;
  submissions: string;
  dispute: string;
  threshold: string;
  cap: string;
}

/**
 * The contract's terms. Whether they are fair is the contract's to say.
 * @param now unix seconds of the opening
 * @throws InputInvalidError naming the option
 */
export function parseTerms(args: TermArguments, currency: Currency, now: bigint): Terms {
  const hostShare = parsePercent(args.hostShare, "--host-share");
  if (args.host !== undefined && hostShare === 0) {
    throw new InputInvalidError(
      "--host-share",
      "a host is named and gets no share",
      "give --host-share PERCENT, or leave --host out",
    );
  }
  const after = (text: string, option: string): bigint => now + BigInt(parseDuration(text, option));
  const [first, second, third] = parseSplit(args.split, "--split");
  return {
    token: currency.token,
    fee: parseAmount(args.fee, currency, "--fee"),
    challengeBond: parseAmount(args.bond, currency, "--bond"),
    host: args.host === undefined ? ZeroAddress : parseAddress(args.host, "--host"),
    hostShare: BigInt(hostShare),
    split: [BigInt(first), BigInt(second), BigInt(third)],
    entriesCloseAt: after(args.entries, "--entries"),
    submissionsCloseAt: after(args.submissions, "--submissions"),
    disputeWindow: BigInt(parseDuration(args.dispute, "--dispute")),
    threshold: parseScore(args.threshold, "--threshold"),
    cap: parseScore(args.cap, "--cap"),
  };
}
