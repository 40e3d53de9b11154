"""Accounts of a rule that sets a target allocation once a day, and the plain rules to hold the model against."""

from dataclasses import dataclass

import numpy as np

from series import Windows


@dataclass(frozen=True)
class Account:
    wealth: np.ndarray  # [days], after each day, starting from 1 in cash
    turnover: float  # traded amount as a multiple of wealth, summed over all days
    exposure: float  # mean allocation


def run(allocation: np.ndarray, returns: np.ndarray, cost: float) -> Account:
    """Rebalances at each close to `allocation`, paying `cost` on what is traded, then earns the next day's return.

    Prices move the share held between two closes, so that holding a constant share needs trades, and staying fully
    invested needs none. Cash earns nothing."""
    wealth, held, turnover = 1.0, 0.0, 0.0
    path = np.empty(len(returns))
    for day, (target, earned) in enumerate(zip(allocation, returns)):
        traded = abs(target - held)
        growth = 1 + target * earned
        wealth *= (1 - cost * traded) * growth
        held = target * (1 + earned) / growth
        turnover += traded
        path[day] = wealth
    return Account(path, turnover, float(np.mean(allocation)))


def max_drawdown(wealth: np.ndarray) -> float:
    """The deepest fall below an earlier peak, as a fraction of that peak."""
    return float(np.max(1 - wealth / np.maximum.accumulate(np.maximum(wealth, 1.0))))


def daily_log_growth(wealth: np.ndarray) -> np.ndarray:
    return np.diff(np.log(wealth), prepend=0.0)


def plain_rules(windows: Windows, usual_allocation: float) -> dict[str, np.ndarray]:
    """`usual_allocation` is the model's mean on the fit days: the same appetite, without any timing."""
    days = len(windows.next)
    return {
        "buy and hold": np.ones(days),
        "moving average": windows.trend.astype(float),
        f"constant {usual_allocation:.2f}": np.full(days, usual_allocation),
    }


def bootstrap_interval(difference: np.ndarray, seed: int, block: int = 20, draws: int = 5000) -> tuple[float, float]:
    """The 95% interval of 365 times the mean, resampling circular blocks, since neighbouring days depend on each
    other."""
    random = np.random.Generator(np.random.PCG64(seed))
    count = len(difference)
    starts = random.integers(0, count, (draws, -(-count // block)))
    picks = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :count] % count
    low, high = np.quantile(365 * difference[picks].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)
