"""Draws wealth.svg beside this script: the model and the plain rules over the walk-forward and the hold-out.

    python plot.py [FILE]     another FILE, of any kind that matplotlib writes, instead
"""

import sys
from datetime import date
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams["svg.hashsalt"] = "trading-signal"  # the same file each time
matplotlib.rcParams["font.size"] = 8
matplotlib.rcParams["svg.fonttype"] = "none"  # text, not outlines

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from accounts import COST, falls, run
from rules import Part, both_parts
from series import HERE

COLOURS = ("#0b5fa5", "#8a8a8a", "#d9822b", "#3a9a5b")
WIDTHS = (1.8, 1.0, 1.0, 1.0)
WEEK = 7


def draw(part: Part, wealth: Axes, drawdown: Axes) -> None:
    """One point a week and the last: days would only make the file larger."""
    picks = np.unique(np.append(np.arange(0, len(part.windows.day), WEEK), len(part.windows.day) - 1))
    days = [date.fromisoformat(part.windows.day[pick]) for pick in picks]
    years = len(part.windows.day) / 365
    for (name, rule), colour, width in zip(part.rules.items(), COLOURS, WIDTHS):
        account = run(rule, part.windows.next, COST)
        label = f"{name}: turnover {account.turnover / years:.1f} a year"
        wealth.plot(days, account.wealth[picks], color=colour, linewidth=width, label=label)
        drawdown.plot(days, -100 * falls(account.wealth)[picks], color=colour, linewidth=width)
    wealth.set_yscale("log")
    wealth.yaxis.set_major_locator(LogLocator(subs=(1, 1.5, 2, 3, 5)))
    wealth.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    wealth.yaxis.set_minor_locator(NullLocator())
    wealth.set_title(f"{part.name}, {part.windows.day[0]} to {part.windows.day[-1]}")
    low, high = wealth.get_ylim()
    wealth.set_ylim(low, high * (high / low) ** 0.3)  # room for the legend
    wealth.legend(frameon=False, loc="upper left")
    for axes in (wealth, drawdown):
        axes.grid(True, linewidth=0.3, alpha=0.5)
    drawdown.tick_params(axis="x", rotation=30)


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "wealth.svg"
    figure, axes = plt.subplots(2, 2, figsize=(10, 6), height_ratios=(2, 1), sharex="col", layout="tight")
    for column, part in enumerate(both_parts()):
        draw(part, axes[0][column], axes[1][column])
    axes[0][0].set_ylabel("wealth, from 1 (log scale)")
    axes[1][0].set_ylabel("below the highest so far, %")
    figure.suptitle("After 10 basis points of each trade")
    figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None, dpi=110)


if __name__ == "__main__":
    main()
