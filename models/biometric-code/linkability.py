"""Can two registries' codes of one finger be told to be one finger's?

Three attackers: one who compares the codes as they are (same projection, then two projections), and one who knows both
projections, has captures of other fingers, and first works back from each code to the features behind it.
"""

from typing import NamedTuple

import numpy as np

from network import Layers, features
from projection import projection

RIDGE = 1e-3  # of the mean square of a code's signs


class Linked(NamedTuple):
    """Of pairs of captures, one in each registry."""

    auc: float  # chance that a pair of one finger looks more alike than a pair of two; 0.5 is a guess
    first: float  # share of fingers whose other code looks most alike of all n; 1 / n is a guess


def linked(alike: np.ndarray) -> Linked:
    """`alike` [n, n], finger by finger: row of the one registry, column of the other."""
    same = np.diag(alike)
    other = np.sort(alike[~np.eye(len(alike), dtype=bool)])
    auc = (np.searchsorted(other, same) + np.searchsorted(other, same, side="right")).mean() / (2 * len(other))
    return Linked(float(auc), float((alike.argmax(axis=1) == np.arange(len(alike))).mean()))


def signs(found: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return np.where(found @ matrix > 0, 1.0, -1.0)


def back_to_features(known: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The linear map [CODE_BITS, features] that best gives back the features of `known` fingers from their codes."""
    codes = signs(known, matrix)
    square = codes.T @ codes / len(codes)
    return np.linalg.solve(square + RIDGE * np.eye(len(square)), codes.T @ known / len(codes))


def whitening(estimates: np.ndarray) -> np.ndarray:
    """The map after which `estimates` vary alike in all directions."""
    size, direction = np.linalg.eigh(np.cov(estimates.T))
    return direction / np.sqrt(size)


def normed(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def attack(layers: Layers, known: np.ndarray, victims: np.ndarray, seeds: tuple[bytes, bytes]) -> dict[str, Linked]:
    """`known` [n, PIXELS]: captures that the attacker has; `victims` [n, 2, PIXELS]: one capture in each."""
    width = layers.mix.shape[1]
    ours, theirs = (projection(seed, width).astype(np.float64) for seed in seeds)
    learned = features(layers, known)
    one, two = (features(layers, victims[:, capture]) for capture in (0, 1))
    first, second = signs(one, ours), signs(two, theirs)
    to_one, to_two = back_to_features(learned, ours), back_to_features(learned, theirs)
    white = whitening(signs(learned, ours) @ to_one)
    informed = normed(first @ to_one @ white) @ normed(second @ to_two @ white).T
    return {
        "one projection, distance of the codes": linked(first @ signs(two, ours).T),
        "two projections, distance of the codes": linked(first @ second.T),
        "two projections, both known": linked(informed),
    }
