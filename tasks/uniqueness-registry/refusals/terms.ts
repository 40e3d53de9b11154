import type { Refusals } from "../../samples/dapp.ts";
import { formatSpan, formatTime } from "../../samples/format/time.ts";

const DEVICES = "`npx hardhat registry device list` tells what the registry knows of its devices";

/** Terms that no registry is created on, and what its owner may do. */
export const TERM_REFUSALS: Refusals = {
  PayoutZero: () => ({ what: "a payout of nothing is none", remedy: "give --payout an amount above zero" }),
  PeriodOutOfRange: (value) => ({
    what: `a period of ${formatSpan(Number(value("period")))} is not within ${formatSpan(Number(value("min")))} and ${formatSpan(Number(value("max")))}`,
    remedy: "give --period a duration in that range",
  }),
  ThresholdTooHigh: (value) => ({
    what: `${value("threshold")} bits are more than the ${value("max")} within which the index searches`,
    remedy: "lower --threshold; `registry rates` tells what it means",
  }),
  MoveThresholdTooHigh: (value) => ({
    what: `a move threshold of ${value("moveThreshold")} bits is above the threshold of ${value("threshold")}`,
    remedy: "lower --move-threshold: a move must be as hard to get as an enrolment, or harder",
  }),
  MoveDelayOutOfRange: (value) => ({
    what: `a wait of ${formatSpan(Number(value("moveDelay")))} is not within ${formatSpan(Number(value("min")))} and ${formatSpan(Number(value("max")))}`,
    remedy: "give --move-delay a duration in that range",
  }),
  TokenNoCode: (value) => ({
    what: `there is no token at ${value<string>("token")}`,
    remedy: "check --token and --network",
  }),
  OwnableInvalidOwner: (value) => ({
    what: `${value<string>("owner")} cannot own a registry`,
    remedy: "give --owner an account that exists",
  }),
  OwnableUnauthorizedAccount: (value) => ({
    what: `${value<string>("account")} is not the registry's owner`,
    remedy: "act as its owner: `npx hardhat registry status` tells who that is",
  }),
  DeviceKnown: (value) => ({
    what: `the registry knows the device ${value<string>("device")} already; one that was revoked is never added again`,
    remedy: `add another one; ${DEVICES}`,
  }),
  RevocationInFuture: (value) => ({
    what: `${formatTime(value("from"))} is still to come: it is ${formatTime(value("timestamp"))}`,
    remedy: "give --from a moment that has passed, or leave it out for now",
  }),
  RevocationNotEarlier: (value) => ({
    what: `the device is revoked from ${formatTime(value("revokedFrom"))} on already, and ${formatTime(value("from"))} is not earlier`,
    remedy: "nothing needs to be done, or give an earlier --from",
  }),
};
