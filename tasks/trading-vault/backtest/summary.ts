import { deepestFall, growthAYear, type Account } from "../../../models/trading-signal/backtest/accounts.ts";

import type { Backtest } from "./backtest.ts";
import type { ComparedDay } from "./compare.ts";

/** Where float model, circuit and vault differ, and what each rule made. */
export interface Summary {
  days: number;
  first: string;
  last: string;
  proven: boolean;
  /** Largest difference of a return among contract, TypeScript and circuit, in 2^-16. */
  returnsApart: bigint;
  /** Largest difference of allocations: circuit against float model on the contract's returns, and on unrounded ones. */
  allocationApart: number;
  allocationApartExact: number;
  /** Days on which float model (contract's returns), circuit and vault differ in whole percent, and in the trade. Both must be 0. */
  percentsDiffer: number;
  tradesDiffer: number;
  /** Days on which unrounded returns would give the float model another whole percent, or another trade. */
  percentsDifferExact: number;
  tradesDifferExact: number;
  /** Days with a trade. */
  trades: number;
  rules: Record<string, RuleSummary>;
}

export interface RuleSummary {
  wealth: number;
  growthAYear: number;
  deepestFall: number;
  turnoverAYear: number;
  exposure: number;
}

export function summarise({ days, accounts, proven }: Backtest): Summary {
  const largest = (of: (day: ComparedDay) => number) =>
    days.reduce((most, day) => Math.max(most, of(day)), 0);
  const count = (of: (day: ComparedDay) => boolean) => days.filter(of).length;
  return {
    days: days.length,
    first: days[0]?.date ?? "",
    last: days.at(-1)?.date ?? "",
    proven,
    returnsApart: days.reduce((most, { returnsApart: far }) => (far > most ? far : most), 0n),
    allocationApart: largest(({ circuit, floatRounded }) => Math.abs(circuit - floatRounded)),
    allocationApartExact: largest(({ circuit, floatExact }) => Math.abs(circuit - floatExact)),
    percentsDiffer: count(
      ({ percents: { floatRounded, circuit, vault } }) => floatRounded !== circuit || vault !== circuit,
    ),
    tradesDiffer: count(({ tradesDiffer }) => tradesDiffer),
    percentsDifferExact: count(({ percents: { floatExact, circuit } }) => floatExact !== circuit),
    tradesDifferExact: count(({ exactTradesOtherwise }) => exactTradesOtherwise),
    trades: count(({ stableDelta }) => stableDelta !== 0n),
    rules: Object.fromEntries(
      Object.entries(accounts).map(([name, account]) => [name, ruleSummary(account)]),
    ),
  };
}

/** Whether anything differs that must not. */
export function differs({ returnsApart, percentsDiffer, tradesDiffer }: Summary): boolean {
  return returnsApart !== 0n || percentsDiffer > 0 || tradesDiffer > 0;
}

function ruleSummary(account: Account): RuleSummary {
  const { wealth, turnover, exposure } = account;
  return {
    wealth: wealth.at(-1) ?? 1,
    growthAYear: growthAYear(wealth),
    deepestFall: deepestFall(wealth),
    turnoverAYear: (365 * turnover) / wealth.length,
    exposure,
  };
}
