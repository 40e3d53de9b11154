import { deepestFall, growthAYear, type Account } from "../../models/trading-signal/backtest/accounts.ts";

/** An account's figures as the model's README writes them: wealth, growth a year, deepest fall, turnover a year, mean allocation. */
export function figuresOf(account: Account): string[] {
  const { wealth, turnover, exposure } = account;
  return [
    wealth.at(-1)!.toFixed(3),
    growthAYear(wealth)
      .toFixed(3)
      .replace(/^(?=\d)/, "+"),
    `${(100 * deepestFall(wealth)).toFixed(1)}%`,
    ((365 * turnover) / wealth.length).toFixed(1),
    exposure.toFixed(3),
  ];
}

/** The same of a rule in the README's table of the hold-out; undefined where a cell is missing. */
export function figuresInReadme(readme: string, rule: string): (string | undefined)[] {
  const table = readme.slice(readme.indexOf("### Hold-out"));
  const cells = new RegExp(`^\\| ${rule} .*$`, "m").exec(table)?.[0].split("|") ?? [];
  return [2, 3, 5, 6, 7].map((cell) => cells[cell]?.trim());
}
