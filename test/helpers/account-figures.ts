import { deepestFall, growthAYear, type Account } from "../../models/trading-signal/backtest/accounts.ts";

/**
 * An account's figures as the model's README writes them: wealth, growth a year, standard deviation a year, deepest fall, turnover a year, mean
 * allocation.
 */
export function figuresOf(account: Account): string[] {
  const { wealth, turnover, exposure } = account;
  return [
    wealth.at(-1)!.toFixed(3),
    growthAYear(wealth)
      .toFixed(3)
      .replace(/^(?=\d)/, "+"),
    (deviationADay(wealth) * Math.sqrt(365)).toFixed(3),
    `${(100 * deepestFall(wealth)).toFixed(1)}%`,
    ((365 * turnover) / wealth.length).toFixed(1),
    exposure.toFixed(3),
  ];
}

/** Standard deviation of the log growth a day. */
function deviationADay(wealth: readonly number[]): number {
  const growth = wealth.map((now, day) => Math.log(now / (wealth[day - 1] ?? 1)));
  const mean = growth.reduce((sum, each) => sum + each, 0) / growth.length;
  return Math.sqrt(growth.reduce((sum, each) => sum + (each - mean) ** 2, 0) / growth.length);
}

/** The same of a rule in the README's table of the hold-out; undefined where a cell is missing. */
export function figuresInReadme(readme: string, rule: string): (string | undefined)[] {
  const table = readme.slice(readme.indexOf("### Hold-out"));
  const cells = new RegExp(`^\\| ${rule} .*$`, "m").exec(table)?.[0].split("|") ?? [];
  return [2, 3, 4, 5, 6, 7].map((cell) => cells[cell]?.trim());
}
