"""The network in numpy: returns -> Gemm -> Relu -> Gemm -> Clip(0, 1).

The hidden layer is fixed: two trends of the window, each with a unit for when it rises and one for when it falls. Only
the output layer is learned, five numbers.
"""

from dataclasses import dataclass

import numpy as np

from series import WINDOW

# Weights are exported as multiples of 1/128. A circuit with param_scale 7 then holds them exactly, and the last bits
# in which two machines' floating point differ are rounded away, so that retraining gives the same file.
GRID = 128.0
# A trend of daily returns of 5%, about ETH's standard deviation, that are independent has a standard deviation of one.
USUAL_MOVE = 0.05
FAST_HALF_LIFE = 7.0  # days


@dataclass(frozen=True)
class Output:
    """What is learned: weights of the units (slow up, fast up, slow down, fast down), and the bias."""

    weights: np.ndarray  # [4]
    bias: float


# Where fitting starts and is pulled to: half invested without a trend, fully with a rise of one standard deviation in
# the window, not at all with such a fall.
PRIOR = Output(np.array([0.5, 0.0, -0.5, 0.0]), 0.5)


def round_to_grid(values: np.ndarray) -> np.ndarray:
    return np.round(values * GRID) / GRID


def hidden_weights() -> np.ndarray:
    """[WINDOW, 4]: the mean of the window, a mean that forgets half in FAST_HALF_LIFE days, and both negated."""
    age = np.arange(WINDOW)[::-1]
    trends = np.stack([np.ones(WINDOW), 0.5 ** (age / FAST_HALF_LIFE)], axis=1)
    trends /= USUAL_MOVE * np.sqrt((trends**2).sum(axis=0))
    return round_to_grid(np.concatenate([trends, -trends], axis=1))


def units(past: np.ndarray) -> np.ndarray:
    """[days, 4]"""
    return np.maximum(past @ hidden_weights(), 0)


def raw_allocation(output: Output, hidden: np.ndarray) -> np.ndarray:
    """Before the clip, from units."""
    return hidden @ output.weights + output.bias


def allocate(output: Output, past: np.ndarray) -> np.ndarray:
    return np.clip(raw_allocation(output, units(past)), 0, 1)


def on_grid(output: Output) -> Output:
    """As exported."""
    return Output(round_to_grid(output.weights), float(round_to_grid(np.array(output.bias))))
