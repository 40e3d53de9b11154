import type { Refusals } from "../../samples/dapp.ts";
import { formatSpan, formatTime } from "../../samples/format/time.ts";
import { formatDay } from "../format/day.ts";

const FEED =
  "check the feed; a day that has no good round stays unknown, and the vault trades again 29 days later";
const WAIT = "wait for the feed's next round; leaving in kind needs no price: npx hardhat vault exit";
const OBSERVE = "let the task find the rounds: npx hardhat vault observe";

/** The ring of daily closes, and its feed. */
export const PRICE_REFUSALS: Refusals = {
  PriceRingFeedNoCode: (value) => ({
    what: `there is no feed at ${value<string>("feed")}`,
    remedy: "check --feed and --network",
  }),
  PriceRingMaxAgeOutOfRange: (value) => ({
    what: `a greatest age of ${formatSpan(Number(value("maxAge")))} is not within ${formatSpan(Number(value("min")))} and ${formatSpan(Number(value("max")))}`,
    remedy: "give --max-age a time in that range",
  }),
  PriceRingDecimalsTooMany: (value) => ({
    what: `the feed has ${value("decimals")} decimals; ${value("max")} at most work here`,
    remedy: "choose another feed",
  }),
  PriceRingDecimalsChanged: (value) => ({
    what: `the feed has ${value("actual")} decimals and had ${value("expected")}: its prices mean something else now`,
    remedy: "this vault cannot trade on it any more; leave in kind: npx hardhat vault exit",
  }),
  PriceRingTooManyDays: (value) => ({
    what: `${value("count")} days are more than the ${value("max")} that the ring keeps`,
    remedy: OBSERVE,
  }),
  PriceRingDayNotOver: (value) => ({
    what: `${formatDay(value("day"))} is not over yet; the latest day is ${formatDay(value("lastClosedDay"))}`,
    remedy: "wait until it is",
  }),
  PriceRingDayTooOld: (value) => ({
    what: `${formatDay(value("day"))} is too long ago; the ring goes back to ${formatDay(value("oldest"))}`,
    remedy: OBSERVE,
  }),
  PriceRingDayMissing: (value) => ({
    what: `the close of ${formatDay(value("day"))} is not recorded`,
    remedy: "record it: npx hardhat vault observe",
  }),
  PriceRingReturnOutOfRange: (value) => ({
    what: `the price more than doubled on ${formatDay(value("day"))}: nothing that the model has seen`,
    remedy: "the vault trades again when that day has left the window, 28 days later",
  }),
  PriceRingPriceFromFuture: (value) => ({
    what: `the feed's latest price is of ${formatTime(value("updatedAt"))}, after the chain's ${formatTime(value("timestamp"))}`,
    remedy: WAIT,
  }),
  PriceRingRoundUnknown: (value) => ({ what: `the feed has no round ${value("round")}`, remedy: OBSERVE }),
  PriceRingRoundMismatch: (value) => ({
    what: `the feed was asked for round ${value("asked")} and answered with ${value("answered")}`,
    remedy: FEED,
  }),
  PriceRingRoundTooLate: (value) => ({
    what: `round ${value("round")} came at ${formatTime(value("updatedAt"))}, after the close of ${formatTime(value("moment"))}`,
    remedy: OBSERVE,
  }),
  PriceRingRoundTooEarly: (value) => ({
    what: `round ${value("round")} no longer stood at the close of ${formatTime(value("moment"))}: round ${value("later")} came at ${formatTime(value("laterUpdatedAt"))}`,
    remedy: OBSERVE,
  }),
  PriceRingRoundStale: (value) => ({
    what: `the feed's price of ${formatTime(value("updatedAt"))} is more than ${formatSpan(Number(value("maxAge")))} old at ${formatTime(value("moment"))}`,
    remedy: WAIT,
  }),
  PriceRingRoundCarriedOver: (value) => ({
    what: `the feed's round ${value("round")} only repeats round ${value("answeredIn")}`,
    remedy: WAIT,
  }),
  PriceRingAnswerNotPositive: (value) => ({
    what: `the feed's round ${value("round")} says ${value("answer")}, which is no price`,
    remedy: WAIT,
  }),
  PriceRingAnswerTooLarge: (value) => ({
    what: `the feed's round ${value("round")} says ${value("answer")}, more than any price here (${value("max")})`,
    remedy: FEED,
  }),
};
