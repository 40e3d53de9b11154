"""The daily ETH/USD series, its windows and its split in time.

A day's return is simple, close[t] / close[t-1] - 1, because a contract can compute the same number from two
oracle prices with one division.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
CLOSES = HERE / "data" / "eth-usd-close.csv"

# The last day (inclusive) whose return may be used to fit the weights, and to choose between fits. Everything
# later is the hold-out. Fixed before the first fit; the hold-out is 440 of 2,000 returns.
LAST_FIT_DAY = "2021-06-30"
LAST_VALIDATION_DAY = "2022-06-30"


@dataclass(frozen=True)
class Windows:
    """One row a day: what is known at the close of day t, and the return of day t + 1."""

    past: np.ndarray  # [days, window], the last `window` daily returns, oldest first
    next: np.ndarray  # [days], the return of the day after
    day: np.ndarray  # [days], ISO date of that day after
    trend: np.ndarray  # [days], whether the close at t is above the mean of the last `window` closes

    def where(self, mask: np.ndarray) -> "Windows":
        return Windows(self.past[mask], self.next[mask], self.day[mask], self.trend[mask])


@dataclass(frozen=True)
class Split:
    fit: Windows
    validation: Windows
    holdout: Windows


def load_closes(path: Path = CLOSES) -> tuple[np.ndarray, np.ndarray]:
    """ISO dates and closes. Refuses a missing, repeated or disordered day and a close that is not positive:
    a window must be consecutive days, and filling a hole would invent a return."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    days = [date.fromisoformat(row["date"]) for row in rows]
    closes = np.array([float(row["close"]) for row in rows])
    for before, after in zip(days, days[1:]):
        if after - before != timedelta(days=1):
            raise ValueError(f"{path.name}: {after} follows {before}; the days must be consecutive")
    if not (np.isfinite(closes).all() and (closes > 0).all()):
        raise ValueError(f"{path.name}: a close is not a positive number")
    return np.array([day.isoformat() for day in days]), closes


def make_windows(days: np.ndarray, closes: np.ndarray, length: int) -> Windows:
    returns = closes[1:] / closes[:-1] - 1
    ends = range(length, len(returns))
    return Windows(
        past=np.array([returns[end - length : end] for end in ends]),
        next=returns[length:],
        day=days[1:][length:],
        trend=np.array([closes[end] > closes[end - length + 1 : end + 1].mean() for end in ends]),
    )


def split_in_time(windows: Windows) -> Split:
    """By the day whose return is earned, so that no return is earned in two parts."""
    fit = windows.day <= LAST_FIT_DAY
    validation = ~fit & (windows.day <= LAST_VALIDATION_DAY)
    return Split(windows.where(fit), windows.where(validation), windows.where(~fit & ~validation))
