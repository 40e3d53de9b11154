"""Prints every trading figure that the README quotes. Changes nothing."""

import numpy as np

from accounts import COST, HIGH_COST, Account, bootstrap_interval, daily_log_growth, falls, run
from rules import Part, both_parts


def account_line(name: str, account: Account, years: float) -> str:
    growth = daily_log_growth(account.wealth)
    return (
        f"  {name:<15} {account.wealth[-1]:7.3f} {growth.sum() / years:+8.3f} {growth.std() * np.sqrt(365):8.3f} "
        f"{falls(account.wealth).max():9.1%} {account.turnover / years:9.1f} {account.exposure:9.3f}"
    )


def report(part: Part) -> None:
    days, earned = part.windows.day, part.windows.next
    years = len(days) / 365
    print(f"\n{part.name}: {days[0]} to {days[-1]}, {len(days)} days")
    for cost in (COST, HIGH_COST):
        accounts = {name: run(rule, earned, cost) for name, rule in part.rules.items()}
        print(f" at {1e4 * cost:.0f} basis points")
        print("  rule              wealth growth/y  stdev/y  drawdown turnover/y exposure")
        for name, account in accounts.items():
            print(account_line(name, account, years))
        model = daily_log_growth(accounts.pop("model").wealth)
        for name, account in accounts.items():
            low, high = bootstrap_interval(model - daily_log_growth(account.wealth), seed=0)
            print(f"  model's growth/y less that of {name}: 95% interval {low:+.3f} to {high:+.3f}")
        low, high = bootstrap_interval(model, seed=0)
        print(f"  model's growth/y itself: 95% interval {low:+.3f} to {high:+.3f}")
    allocation = part.rules["model"]
    print(
        f" allocation and next return: correlation {np.corrcoef(allocation, earned)[0, 1]:+.3f} "
        f"(two standard errors: {2 / np.sqrt(len(earned)):.3f})"
    )
    for name, held in (("at least 0.5", allocation >= 0.5), ("below 0.5", allocation < 0.5)):
        print(f" days with an allocation {name}: {held.sum()}, mean next return {earned[held].mean():+.4f}")
    print(f" allocation exactly 0: {np.sum(allocation == 0)} days, exactly 1: {np.sum(allocation == 1)} days")


def main() -> None:
    for part in both_parts():
        report(part)


if __name__ == "__main__":
    main()
