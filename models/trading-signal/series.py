"""The daily ETH/USD series, its windows and its parts in time.

A day's return is simple, close[t] / close[t-1] - 1, in whole multiples of 2^-16: a contract computes the same number
from two oracle prices of eight decimals with one division, rounding half away from zero.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
CLOSES = HERE / "data" / "eth-usd-close.csv"

WINDOW = 28  # returns that the model reads
RETURN_BITS = 16
PRICE_DECIMALS = 8  # of Chainlink's feeds in US dollars

# Walk-forward: for each quarter the weights are fitted to the days before its first one, and tested on it.
QUARTERS = [f"{year}-{month}-01" for year in (2020, 2021, 2022) for month in ("01", "04", "07", "10")][:11]
HOLDOUT_START = QUARTERS[-1]


@dataclass(frozen=True)
class Windows:
    """One row a day: what is known at the close of day t, and the return of day t + 1."""

    past: np.ndarray  # [days, WINDOW], the last returns as a contract has them, oldest first
    next: np.ndarray  # [days], the return of the day after, unrounded
    day: np.ndarray  # [days], ISO date of that day after
    trend: np.ndarray  # [days], whether the close at t is above the mean of the last WINDOW closes

    def where(self, mask: np.ndarray) -> "Windows":
        return Windows(self.past[mask], self.next[mask], self.day[mask], self.trend[mask])

    def before(self, day: str) -> "Windows":
        return self.where(self.day < day)

    def between(self, first: str, end: str) -> "Windows":
        """From `first` on, up to and without `end`."""
        return self.where((self.day >= first) & (self.day < end))


def load_prices(path: Path = CLOSES) -> tuple[list[str], list[int]]:
    """ISO dates and closes as whole numbers of 1e-8 dollars. Refuses a missing, repeated or disordered day, a close
    that is not positive and one with more decimals: a window must be consecutive days, and filling a hole would invent
    a return."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    days = [date.fromisoformat(row["date"]) for row in rows]
    for before, after in zip(days, days[1:]):
        if after - before != timedelta(days=1):
            raise ValueError(f"{path.name}: {after} follows {before}; the days must be consecutive")
    prices = [Decimal(row["close"]).scaleb(PRICE_DECIMALS) for row in rows]
    if not all(price.is_finite() and price > 0 and price == int(price) for price in prices):
        raise ValueError(f"{path.name}: a close is not a positive number of at most {PRICE_DECIMALS} decimals")
    return [day.isoformat() for day in days], [int(price) for price in prices]


def raw_return(before: int, after: int) -> int:
    """The return in units of 2^-RETURN_BITS, rounded half away from zero, in integers throughout."""
    change = (after - before) << RETURN_BITS
    size = (2 * abs(change) + before) // (2 * before)
    return size if change >= 0 else -size


def make_windows(path: Path = CLOSES) -> Windows:
    days, prices = load_prices(path)
    pairs = list(zip(prices, prices[1:]))
    rounded = np.array([raw_return(*pair) for pair in pairs]) / 2**RETURN_BITS
    exact = np.array([after / before - 1 for before, after in pairs])
    closes = np.array(prices, dtype=float)
    ends = range(WINDOW, len(rounded))
    return Windows(
        past=np.array([rounded[end - WINDOW : end] for end in ends]),
        next=exact[WINDOW:],
        day=np.array(days[1:][WINDOW:]),
        trend=np.array([closes[end] > closes[end - WINDOW + 1 : end + 1].mean() for end in ends]),
    )
