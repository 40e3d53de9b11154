import { keyValueTable, table } from "../../ui/table.ts";

import { differs, type Summary } from "./summary.ts";
import { type Drawn } from "../../ui/shown.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What a person reads of a backtest. */
export function showSummary(summary: Summary): readonly (string | Drawn)[] {
  const { days, first, last, proven, rules, trades } = summary;
  return [
    `${days} decisions of the hold-out, at the closes of ${first} to ${last}; ${trades} of them traded.`,
    proven
      ? "Every trade was made by a vault on a simulated chain, on a proof."
      : "Every trade was made by a vault on a simulated chain that took the circuit's answers without a proof (--prove makes them).",
    keyValueTable({
      "largest difference of a return": `${summary.returnsApart} of 2^-16 (contract, TypeScript, circuit)`,
      "largest difference of allocation": `${summary.allocationApart.toExponential(1)} (circuit, float model on the contract's returns)`,
      "days of another whole percent": `${summary.percentsDiffer} (float model, circuit, vault)`,
      "days of another trade": `${summary.tradesDiffer} (float model, circuit, vault)`,
      "on unrounded returns": `allocation ${summary.allocationApartExact.toExponential(1)} apart, another whole percent on ${summary.percentsDifferExact}, another trade on ${summary.tradesDifferExact} of the days`,
    }),
    table(
      ["rule", "final wealth", "log growth a year", "deepest fall", "turnover a year", "mean share of risk"],
      Object.entries(rules).map(([name, rule]) => [
        name,
        rule.wealth.toFixed(3),
        `${rule.growthAYear < 0 ? "" : "+"}${rule.growthAYear.toFixed(3)}`,
        percent(rule.deepestFall),
        rule.turnoverAYear.toFixed(1),
        rule.exposure.toFixed(3),
      ]),
    ),
    "The vault paid the simulated pool's fee and moved its price; the others pay 10 basis points of each trade. No keeper's fee.",
    differs(summary)
      ? "They differ: the contract would not have traded as the model does."
      : "Model, circuit and contract made the same trades.",
  ];
}
