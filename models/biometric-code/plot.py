"""rates.svg: distances of one finger's captures and of two fingers, and the two kinds of error by threshold."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams["svg.hashsalt"] = "biometric-code"  # the same file each time
matplotlib.rcParams["font.size"] = 8
matplotlib.rcParams["svg.fonttype"] = "none"  # text, not outlines

import matplotlib.pyplot as plt
import numpy as np

from projection import CODE_BITS
from rates import Rates

BLUE, ORANGE, GREY = "#0b5fa5", "#d9822b", "#8a8a8a"
LOWEST = 1e-7


def draw(found: Rates, hard: Rates | None, threshold: int, move_threshold: int, target: Path) -> None:
    """Writes `target`, of any kind that matplotlib writes."""
    distance = np.arange(CODE_BITS + 1)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="tight")
    edges = np.arange(CODE_BITS + 2) - 0.5
    kinds = ((found.same, BLUE, "two captures of one finger"), (found.other, ORANGE, "two fingers"))
    for counts, colour, label in kinds:
        left.stairs(counts / counts.sum(), edges, fill=True, color=colour, alpha=0.7, label=label)
    left.set_ylabel("share of the pairs")
    right.semilogy(distance, 1 - found.accepted(), color=BLUE, label="one finger taken for two")
    right.semilogy(distance, found.false(), color=ORANGE, label="two fingers taken for one")
    if hard is not None:
        right.semilogy(distance, 1 - hard.accepted(), color=BLUE, linestyle=":", label="the same, hard conditions")
        right.semilogy(distance, hard.false(), color=ORANGE, linestyle=":")
    right.set_ylim(LOWEST, 1)
    right.set_xlim(0, CODE_BITS / 2)
    right.set_ylabel("share of errors")
    for axes in (left, right):
        axes.axvline(threshold + 0.5, color=GREY, linewidth=0.8, linestyle="--", label=f"threshold {threshold}")
        axes.axvline(
            move_threshold + 0.5, color=GREY, linewidth=0.8, linestyle=":", label=f"for moves {move_threshold}"
        )
        axes.set_xlabel(f"differing bits of {CODE_BITS}")
        axes.legend(frameon=False)
        axes.grid(True, linewidth=0.3, alpha=0.5)
    figure.suptitle("Codes of synthetic fingers")
    figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None, dpi=110)
    plt.close(figure)
