"""How the pull to the prior was chosen: walk-forward over ten quarters, before the hold-out.

    python walk_forward.py

For each quarter the output layer is fitted to every day before it, and its allocations of that quarter are chained
with the others'. Prints the accounts of the chain for each pull, and the weights fitted for the first and last quarter.
About a minute.
"""

import numpy as np

from accounts import COST, HIGH_COST, daily_log_growth, falls, run
from fit import PULL, fit
from network import Output, allocate, on_grid
from series import HOLDOUT_START, QUARTERS, Windows, make_windows

PULLS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def walk(windows: Windows, pull: float = PULL) -> tuple[Windows, np.ndarray, list[Output]]:
    """The days of all quarters, the allocations that models fitted before them give, and those models."""
    fits, parts = [], []
    for first, end in zip(QUARTERS, QUARTERS[1:]):
        fits.append(on_grid(fit(windows.before(first), pull)))
        parts.append(allocate(fits[-1], windows.between(first, end).past))
    return windows.between(QUARTERS[0], HOLDOUT_START), np.concatenate(parts), fits


def main() -> None:
    windows = make_windows()
    print("        at 10 basis points                          | at 30   | slow up, fast up, slow down, fast down, bias")
    print("   pull   wealth growth/y  stdev/y drawdown turnover/y | growth/y | for the first and the last quarter")
    for pull in PULLS:
        tested, allocation, fits = walk(windows, pull)
        years = len(tested.day) / 365
        account = run(allocation, tested.next, COST)
        growth = daily_log_growth(account.wealth)
        high = daily_log_growth(run(allocation, tested.next, HIGH_COST).wealth).sum() / years
        shown = [" ".join(f"{number:+.2f}" for number in (*found.weights, found.bias)) for found in (fits[0], fits[-1])]
        print(
            f"{pull:7} {account.wealth[-1]:8.2f} {growth.sum() / years:+8.3f} {growth.std() * np.sqrt(365):8.3f} "
            f"{falls(account.wealth).max():8.1%} {account.turnover / years:10.1f} | {high:+8.3f} | {' ; '.join(shown)}"
        )


if __name__ == "__main__":
    main()
