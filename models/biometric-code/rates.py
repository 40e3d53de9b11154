"""How often codes fall within a distance of each other: of one finger (should), of two (should not)."""

from typing import NamedTuple

import numpy as np

from projection import CODE_BITS

BLOCK = 2000


class Rates(NamedTuple):
    """Counts of pairs by distance, [CODE_BITS + 1] each."""

    same: np.ndarray  # captures of one finger
    other: np.ndarray  # of two fingers

    def accepted(self) -> np.ndarray:
        """Share of the pairs of one finger within each distance: 1 - FRR."""
        return np.cumsum(self.same) / self.same.sum()

    def false(self) -> np.ndarray:
        """Share of the pairs of two fingers within each distance: FAR."""
        return np.cumsum(self.other) / self.other.sum()

    def equal_error(self) -> float:
        """Where FAR and FRR cross; the mean of the two at the distance where they are closest."""
        refused, false = 1 - self.accepted(), self.false()
        at = np.argmin(abs(refused - false))
        return float(refused[at] + false[at]) / 2

    def freedom(self) -> float:
        """Effective degrees of freedom: of how many fair coins the distances of two fingers have mean and spread
        (Daugman 2003)."""
        distance = np.arange(CODE_BITS + 1) / CODE_BITS
        mean = np.average(distance, weights=self.other)
        return float(mean * (1 - mean) / np.average((distance - mean) ** 2, weights=self.other))


def rates_of(bits: np.ndarray) -> Rates:
    """All pairs of `bits`, [fingers, captures, CODE_BITS] of bool."""
    fingers, captures, _ = bits.shape
    signs = bits.reshape(-1, CODE_BITS).astype(np.float32) * 2 - 1
    finger = np.repeat(np.arange(fingers), captures)
    same, other = np.zeros(CODE_BITS + 1, np.int64), np.zeros(CODE_BITS + 1, np.int64)
    for start in range(0, len(signs), BLOCK):
        rows = slice(start, start + BLOCK)
        distance = ((CODE_BITS - signs[rows] @ signs[start:].T) / 2).astype(np.int64)
        later = np.arange(start, len(signs))[None] > np.arange(start, start + len(distance))[:, None]
        equal = finger[rows, None] == finger[None, start:]
        same += np.bincount(distance[later & equal], minlength=CODE_BITS + 1)
        other += np.bincount(distance[later & ~equal], minlength=CODE_BITS + 1)
    return Rates(same, other)


def others_refused(false: np.ndarray, crowd: int) -> np.ndarray:
    """Chance that a newcomer comes too near to one of `crowd` others, from the chance for one; they are taken as
    independent."""
    return -np.expm1(crowd * np.log1p(-np.minimum(false, 1 - 1e-16)))
