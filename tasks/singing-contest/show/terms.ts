import { formatShare } from "../../samples/format/share.ts";
import { formatMoment } from "../../samples/format/time.ts";
import { isNative, type Contest } from "../open-contest.ts";
import { formatPoints } from "../format/score.ts";
import { phasesOf, type Terms } from "../read/terms.ts";

/** The terms of money and merit, by their names. */
export function termsOf(contest: Pick<Contest, "terms" | "currency">): Record<string, string> {
  const { terms, currency } = contest;
  return {
    currency: isNative(contest) ? currency.symbol : `${currency.symbol}, token ${terms.token}`,
    fee: currency.format(terms.fee),
    "bond of a challenge": currency.format(terms.challengeBond),
    host:
      terms.hostShare === 0n ? "no share" : `${formatShare(terms.hostShare)} of the pool to ${terms.host}`,
    split: terms.split.map(formatShare).join(", "),
    threshold: formatPoints(terms.threshold),
    cap: formatPoints(terms.cap),
  };
}

/** When what closes. @param now unix seconds */
export function momentsOf(terms: Terms, now: bigint): Record<string, string> {
  const { entriesCloseAt, submissionsCloseAt, challengesCloseAt, revealsCloseAt } = phasesOf(terms);
  return {
    "entries close": formatMoment(entriesCloseAt, now),
    "submissions close": formatMoment(submissionsCloseAt, now),
    "challenges close": formatMoment(challengesCloseAt, now),
    "answers close": formatMoment(revealsCloseAt, now),
  };
}
