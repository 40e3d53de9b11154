"""Fitting: the output layer that grows wealth fastest after costs, pulled to the prior. No seed: it starts there."""

import numpy as np

from network import PRIOR, Output, raw_allocation, units
from series import Windows

# Of the traded amount. Twice what the accounts charge at least (accounts.py): fitting sees targets, not the moves of
# the price that also cause trades.
FIT_COST = 0.002
# Chosen by walk_forward.py, see README.
PULL = 0.1
STEPS = 1500
RATE, MOMENTUM, SQUARES = 0.01, 0.9, 0.999  # Adam, its rate falling to nothing


def objective(allocation: np.ndarray, returns: np.ndarray) -> float:
    """Mean log growth a day less the cost of changed targets. The exact accounts are in accounts.py."""
    changes = np.abs(np.diff(allocation, prepend=allocation[0]))
    return float(np.mean(np.log1p(allocation * returns) - FIT_COST * changes))


def loss_slope(allocation: np.ndarray, returns: np.ndarray) -> np.ndarray:
    """The derivative of -objective by each allocation."""
    slope = -returns / (1 + allocation * returns)
    turn = FIT_COST * np.sign(np.diff(allocation))
    slope[1:] += turn
    slope[:-1] -= turn
    return slope / len(returns)


def fit(windows: Windows, pull: float = PULL) -> Output:
    """The output layer with the least -objective + pull / 2 * |output - PRIOR|^2, by Adam on all days at once."""
    hidden = units(windows.past)
    prior = np.append(PRIOR.weights, PRIOR.bias)
    numbers, mean, square = prior.copy(), np.zeros(5), np.zeros(5)
    for step in range(1, STEPS + 1):
        raw = raw_allocation(Output(numbers[:4], numbers[4]), hidden)
        slope = loss_slope(np.clip(raw, 0, 1), windows.next)
        # The clip passes a slope that leads back inside [0, 1], so that a day stuck at a bound can leave it.
        slope *= ((raw > 0) | (slope < 0)) & ((raw < 1) | (slope > 0))
        gradient = np.append(slope @ hidden, slope.sum()) + pull * (numbers - prior)
        mean = MOMENTUM * mean + (1 - MOMENTUM) * gradient
        square = SQUARES * square + (1 - SQUARES) * gradient**2
        size = (mean / (1 - MOMENTUM**step)) / (np.sqrt(square / (1 - SQUARES**step)) + 1e-10)
        numbers = numbers - RATE * (1 - step / STEPS) * size
    return Output(numbers[:4], float(numbers[4]))
