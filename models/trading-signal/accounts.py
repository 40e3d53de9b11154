"""Accounts of a rule that sets a target allocation once a day, traded as the vault trades; and the plain rules."""

from dataclasses import dataclass

import numpy as np

from series import Windows

COST = 0.001  # of the traded amount: 10 basis points, 5 for the pool and 5 for slippage
HIGH_COST = 0.003  # the fee of a common pool alone
# The vault's terms in this model's figures.
MIN_TRADE = 0.01  # of net asset value; a smaller trade is not made
TRADE_CAP = 0.25  # of net asset value a day


@dataclass(frozen=True)
class Account:
    wealth: np.ndarray  # [days], after each day, starting from 1 in cash
    turnover: float  # traded amount as a multiple of wealth, summed over all days
    exposure: float  # mean share held over night


def run(allocation: np.ndarray, returns: np.ndarray, cost: float) -> Account:
    """Trades at each close towards `allocation` in whole percent, no more than TRADE_CAP and nothing below MIN_TRADE,
    pays `cost` on what is traded, then earns the next day's return.

    Prices move the share held between two closes, so that holding a constant share needs trades, and staying fully
    invested needs none. Cash earns nothing."""
    wealth, held, turnover, exposure = 1.0, 0.0, 0.0, 0.0
    path = np.empty(len(returns))
    for day, (target, earned) in enumerate(zip(np.floor(allocation * 100 + 0.5) / 100, returns)):
        trade = min(max(target - held, -TRADE_CAP), TRADE_CAP)
        if abs(trade) < MIN_TRADE:
            trade = 0.0
        held += trade
        turnover += abs(trade)
        exposure += held
        growth = 1 + held * earned
        wealth *= (1 - cost * abs(trade)) * growth
        held *= (1 + earned) / growth
        path[day] = wealth
    return Account(path, turnover, exposure / len(returns))


def falls(wealth: np.ndarray) -> np.ndarray:
    """[days], how far below the highest wealth so far, as a fraction of it."""
    return 1 - wealth / np.maximum.accumulate(np.maximum(wealth, 1.0))


def daily_log_growth(wealth: np.ndarray) -> np.ndarray:
    return np.diff(np.log(wealth), prepend=0.0)


def plain_rules(windows: Windows, usual_allocation: float) -> dict[str, np.ndarray]:
    """`usual_allocation` is the model's own mean on other days: the same appetite, without any timing."""
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
