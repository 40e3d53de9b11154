import { LOOK } from "./look.ts";
import type { Refusals } from "../../samples/dapp.ts";
import { formatDay } from "../format/day.ts";

const MARKET =
  "the market is away from the oracle's price, or thin: wait, take less at once, or leave in kind: npx hardhat vault exit";

/** Deposits, withdrawals and what tokens say to them. */
export const MONEY_REFUSALS: Refusals = {
  VaultCostTooHigh: (value) => ({
    what: `the trade would cost ${value("asked")} units, and the oracle's price bounds it to ${value("most")}`,
    remedy: MARKET,
  }),
  VaultSlippage: (value) => ({
    what: `the trade would bring ${value("actual")} units, and the oracle's price demands ${value("minimum")}`,
    remedy: MARKET,
  }),
  VaultCostTooLow: (value) => ({
    what: `the market asks ${value("asked")} units, less than the oracle's bound of ${value("least")}: a deposit of an exact amount would give the difference away`,
    remedy: "use `vault deposit`, which buys exact shares, or wait until market and oracle agree",
  }),
  VaultProceedsTooHigh: (value) => ({
    what: `the market pays ${value("received")} units, more than the oracle's bound of ${value("most")}: a withdrawal of an exact amount would give the difference away`,
    remedy: "leave --amount out and give --shares, or wait until market and oracle agree",
  }),
  VaultTokenTookFee: (value) => ({
    what: `the token credited ${value("received")} of ${value("expected")} units: it takes a fee on transfers`,
    remedy: "this vault cannot be entered with such a token",
  }),
  VaultTokenUnknown: (value) => ({
    what: `${value<string>("token")} is none of the vault's tokens`,
    remedy: "give --only stable or --only risk",
  }),
  VaultDepositTooSmall: (value) => ({
    what: `${value("assets")} units are worth less than the smallest share`,
    remedy: "deposit more",
  }),
  VaultDormant: (value) => ({
    what: `nobody has proven anything since ${formatDay(value("lastEpoch"))}: the vault takes no deposits`,
    remedy: "wake it with a proof: npx hardhat vault rebalance; leaving is possible all the time",
  }),
  VaultCallbackForbidden: (value) => ({
    what: `only the pool may ask the vault for payment, not ${value<string>("caller")}`,
    remedy: LOOK,
  }),
  ERC20InsufficientBalance: (value) => ({
    what: `${value<string>("sender")} has ${value("balance")} of the ${value("needed")} units that are needed`,
    remedy: "get more of the token, take less, or act with another --account",
  }),
  ERC20InsufficientAllowance: (value) => ({
    what: `${value<string>("spender")} may take ${value("allowance")} of the ${value("needed")} units that are needed`,
    remedy: "run the task again: it allows the amount first",
  }),
  ERC4626ExceededMaxDeposit: () => ({ what: "the vault takes no deposit now", remedy: LOOK }),
  ERC4626ExceededMaxMint: () => ({ what: "the vault takes no deposit now", remedy: LOOK }),
  ERC4626ExceededMaxWithdraw: (value) => ({
    what: `${value("assets")} units are more than the ${value("max")} that can be withdrawn`,
    remedy: "take less, or all: leave --amount out",
  }),
  ERC4626ExceededMaxRedeem: (value) => ({
    what: `${value("shares")} units of shares are more than the ${value("max")} that can be sold now`,
    remedy: "take less, or leave in kind: npx hardhat vault exit",
  }),
};
