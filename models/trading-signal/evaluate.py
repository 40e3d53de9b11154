"""Prints every trading figure that the README quotes, from the committed network.onnx. Changes nothing."""

import numpy as np

from backtest import Account, bootstrap_interval, daily_log_growth, max_drawdown, plain_rules, run
from export import infer
from fit import COST, objective
from series import HERE, Windows, load_closes, make_windows, split_in_time
from train import CHOICE

HIGH_COST = 0.003  # 30 basis points, the fee of a common pool


def account_line(name: str, account: Account, years: float) -> str:
    growth = daily_log_growth(account.wealth)
    return (
        f"  {name:<15} {account.wealth[-1]:7.3f} {growth.sum() / years:+8.3f} {growth.std() * np.sqrt(365):8.3f} "
        f"{max_drawdown(account.wealth):9.1%} {account.turnover / years:9.1f} {account.exposure:9.3f}"
    )


def report(part: str, windows: Windows, allocation: np.ndarray, usual: float) -> None:
    rules = {"model": allocation} | plain_rules(windows, usual)
    years = len(windows.day) / 365
    print(f"\n{part}: {windows.day[0]} to {windows.day[-1]}, {len(windows.day)} days")
    for cost in (COST, HIGH_COST):
        accounts = {name: run(rule, windows.next, cost) for name, rule in rules.items()}
        print(f" at {1e4 * cost:.0f} basis points")
        print("  rule              wealth growth/y  stdev/y  drawdown turnover/y exposure")
        for name, account in accounts.items():
            print(account_line(name, account, years))
        model = daily_log_growth(accounts.pop("model").wealth)
        for name, account in accounts.items():
            low, high = bootstrap_interval(model - daily_log_growth(account.wealth), seed=0)
            print(f"  model's growth/y less that of {name}: 95% interval {low:+.3f} to {high:+.3f}")


def main() -> None:
    days, closes = load_closes()
    split = split_in_time(make_windows(days, closes, CHOICE.window))
    network = (HERE / "network.onnx").read_bytes()
    allocations = {part: infer(network, getattr(split, part).past) for part in ("fit", "validation", "holdout")}
    usual = float(allocations["fit"].mean())
    for part, allocation in allocations.items():
        report(part, getattr(split, part), allocation, usual)
    allocation, earned = allocations["holdout"], split.holdout.next
    print("\nhold-out, the model as a forecast of the next day")
    print(f"  objective (mean log growth a day after costs) {objective(allocation, earned):+.6f}, "
          f"on the fit days {objective(allocations['fit'], split.fit.next):+.6f}")
    print(f"  correlation of allocation and next return {np.corrcoef(allocation, earned)[0, 1]:+.3f} "
          f"(two standard errors: {2 / np.sqrt(len(earned)):.3f})")
    for name, held in (("at least 0.5", allocation >= 0.5), ("below 0.5", allocation < 0.5)):
        print(f"  days with an allocation {name}: {held.sum()}, mean next return {earned[held].mean():+.4f}")
    print(f"  allocation exactly 0: {np.sum(allocation == 0)} days, exactly 1: {np.sum(allocation == 1)} days")


if __name__ == "__main__":
    main()
