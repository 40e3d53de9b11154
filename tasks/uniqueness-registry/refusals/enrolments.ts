import { lookAtStatus, type Refusals } from "../../samples/dapp.ts";
import { formatCode } from "../format/code.ts";

const LOOK = lookAtStatus({ scope: "registry" });
const ENROL_ANEW = "enrol anew with another device; what is frozen is evicted on the way: registry enroll";

/** Enrolling, leaving, evicting and claiming. */
export const ENROLMENT_REFUSALS: Refusals = {
  AccountEnrolled: (value) => ({
    what: `${value<string>("account")} is enrolled already, with the code ${formatCode(value("code"))}`,
    remedy: "nothing needs to be done; one account has one finger",
  }),
  AccountNotEnrolled: (value) => ({
    what: `${value<string>("account")} is not enrolled`,
    remedy:
      "act as one that is (--account NUMBER or ADDRESS), or enrol it: registry capture, registry enroll",
  }),
  CodeNotEnrolled: (value) => ({
    what: `nobody is enrolled with the code ${formatCode(value("code"))}`,
    remedy: LOOK,
  }),
  AlreadyEnrolled: (value) => ({
    what: `this finger is enrolled already: the code ${formatCode(value("code"))} differs in ${value("distance")} of 128 bits only`,
    remedy:
      "use the account that has it; to bring it to another one: registry capture --act move, then registry move",
  }),
  FrozenInTheWay: (value) => ({
    what: `the code ${formatCode(value("code"))} of a revoked device is in the way`,
    remedy: `evict it, which anybody may: npx hardhat registry evict --code ${formatCode(value("code"))}`,
  }),
  EnrolmentFrozen: (value) => ({
    what: `the enrolment ${formatCode(value("code"))} is frozen: a device that vouched for it was revoked`,
    remedy: ENROL_ANEW,
  }),
  NotFrozen: (value) => ({
    what: `the enrolment ${formatCode(value("code"))} is not frozen, and nobody but its account can take it out`,
    remedy: LOOK,
  }),
  PaidFromPeriod: (value) => ({
    what: `the account was enrolled in this period, and is paid from period ${value("period")} on`,
    remedy: "wait until then, or in practice: npx hardhat registry forward",
  }),
  AlreadyPaid: (value) => ({
    what: `${value<string>("account")} has its share of period ${value("period")}`,
    remedy: "wait for the next period, or in practice: npx hardhat registry forward",
  }),
  BucketFull: (value) => ({
    what: `64 enrolled codes have the value ${value("value")} in chunk ${value("chunk")}, as many as there may be: somebody floods the index`,
    remedy: "tell the owner: when the device that signed for them is revoked, they can be evicted",
  }),
  HammingIndexCodeZero: () => ({ what: "a code of zeros is no finger's", remedy: "capture again" }),
  ERC20InsufficientBalance: (value) => ({
    what: `${value<string>("sender")} has ${value("balance")} of the ${value("needed")} units that are needed`,
    remedy: "get more of the token, give less, or act with another --account",
  }),
  ERC20InsufficientAllowance: (value) => ({
    what: `${value<string>("spender")} may take ${value("allowance")} of the ${value("needed")} units that are needed`,
    remedy: "run the task again: it allows the amount first",
  }),
  SafeERC20FailedOperation: (value) => ({
    what: `the token ${value<string>("token")} did not do as it was told`,
    remedy: "this registry's token does not follow ERC-20, or was stopped by its own owner",
  }),
};
