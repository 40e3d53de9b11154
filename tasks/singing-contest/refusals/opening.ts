import type { Refusals } from "../../samples/dapp.ts";
import { formatShare } from "../../samples/format/share.ts";
import { formatSpan, formatTime } from "../../samples/format/time.ts";
import { exactScore } from "../format/score.ts";

/** Terms that no contest opens with. */
export const OPENING_REFUSALS: Refusals = {
  ContestTokenNoCode: (value) => ({
    what: `there is no token at ${value<string>("token")}`,
    remedy: "check --token and --network",
  }),
  ContestFeeZero: () => ({ what: "a ticket must cost something", remedy: "give --fee an amount above 0" }),
  ContestBondZero: () => ({
    what: "a challenge must cost a bond",
    remedy: "give --bond an amount above 0; it should cover the gas of publishing a recording",
  }),
  ContestHostShareTooHigh: (value) => ({
    what: `the host's share of ${formatShare(value("hostShare"))} is above ${formatShare(value("highest"))}`,
    remedy: `give --host-share ${Number(value("highest")) / 100} or less`,
  }),
  ContestHostMissing: () => ({
    what: "there is a share for a host, and no host",
    remedy: "give --host ADDRESS",
  }),
  ContestSplitInvalid: () => ({
    what: "the split does not add up, or pays a place more than a better one",
    remedy: "give --split three percentages that do not rise and sum to 100",
  }),
  ContestEntriesCloseInPast: (value) => ({
    what: `entries would have closed at ${formatTime(value("entriesCloseAt"))}`,
    remedy: "give --entries a longer time",
  }),
  ContestSingingTimeTooShort: (value) => ({
    what: `submissions would close at ${formatTime(value("submissionsCloseAt"))}, too soon after entries; ${formatTime(value("earliest"))} is the earliest`,
    remedy: "give --submissions at least an hour more than --entries",
  }),
  ContestDisputeWindowOutOfRange: (value) => ({
    what: `a dispute window of ${formatSpan(Number(value("disputeWindow")))} is not within ${formatSpan(Number(value("shortest")))} and ${formatSpan(Number(value("longest")))}`,
    remedy: "give --dispute a time in that range",
  }),
  ContestTooLong: (value) => ({
    what: `disputes would end at ${formatTime(value("endsAt"))}; ${formatTime(value("latest"))} is the latest`,
    remedy: "shorten --entries, --submissions or --dispute",
  }),
  ContestThresholdOutOfRange: (value) => ({
    what: `a threshold of ${exactScore(value("threshold"))} is not above 0 and at most the cap of ${exactScore(value("cap"))}`,
    remedy: "lower --threshold or raise --cap",
  }),
  ContestCapTooHigh: (value) => ({
    what: `a cap of ${exactScore(value("cap"))} is above a perfect score`,
    remedy: "give --cap 1 or less",
  }),
};
