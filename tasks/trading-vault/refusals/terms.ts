import type { Refusals } from "../../samples/dapp.ts";
import { formatShare } from "../../samples/format/share.ts";
import { formatTime } from "../../samples/format/time.ts";

/** Terms and parts that no vault is created on, and governance. */
export const TERM_REFUSALS: Refusals = {
  VaultSlippageOutOfRange: (value) => ({
    what: `a slippage of ${formatShare(value("slippage"))} is not within ${formatShare(value("min"))} (more than the pool's own fee) and ${formatShare(value("max"))}`,
    remedy: "give --slippage a percentage in that range",
  }),
  VaultTradeCapOutOfRange: (value) => ({
    what: `a trade cap of ${formatShare(value("tradeCap"))} is not within ${formatShare(value("min"))} and ${formatShare(value("max"))}`,
    remedy: "give --trade-cap a percentage in that range",
  }),
  VaultMinTradeTooHigh: (value) => ({
    what: `a smallest trade of ${formatShare(value("minTrade"))} is above ${formatShare(value("max"))}`,
    remedy: "lower --min-trade; it cannot be above --trade-cap",
  }),
  VaultDormantAfterOutOfRange: (value) => ({
    what: `${value("dormantAfter")} days without a proof are not within 1 and ${value("max")}`,
    remedy: "give --dormant-after a number of days in that range",
  }),
  VaultSameToken: (value) => ({
    what: `${value<string>("token")} cannot be both the stable and the risk token`,
    remedy: "check --stable and --risk",
  }),
  VaultDecimalsOutOfRange: (value) => ({
    what: `the token ${value<string>("token")} has ${value("decimals")} decimals; ${value("min")} to ${value("max")} work here`,
    remedy: "choose another token, or a wrapped one",
  }),
  VaultRingNoCode: (value) => ({
    what: `there is no ring of prices at ${value<string>("ring")}`,
    remedy: "check --ring and --network, or leave --ring out to deploy one",
  }),
  VaultPoolNoCode: (value) => ({
    what: `there is no pool at ${value<string>("pool")}`,
    remedy: "check --pool and --network",
  }),
  VaultPoolOfOthers: (value) => ({
    what: `the pool ${value<string>("pool")} trades ${value<string>("token0")} and ${value<string>("token1")}`,
    remedy: "give --pool the Uniswap V3 pool of --stable and --risk",
  }),
  VaultNothingProposed: () => ({
    what: "no other terms are proposed",
    remedy: "only a proposal can be applied or taken back",
  }),
  VaultProposalTooYoung: (value) => ({
    what: `the proposed terms hold from ${formatTime(value("applicableAt"))} at the earliest`,
    remedy: "wait until then",
  }),
  OwnableUnauthorizedAccount: (value) => ({
    what: `${value<string>("account")} is not the vault's owner`,
    remedy: "act as its owner: `npx hardhat vault status` tells who that is",
  }),
  OwnableInvalidOwner: (value) => ({
    what: `${value<string>("owner")} cannot own a vault`,
    remedy: "give --owner an account that exists",
  }),
  EnforcedPause: () => ({
    what: "the vault is paused: it takes no proofs and no deposits",
    remedy: "wait for its owner; leaving is possible: vault withdraw, vault exit",
  }),
  ExpectedPause: () => ({ what: "the vault is not paused", remedy: "there is nothing to end" }),
};
