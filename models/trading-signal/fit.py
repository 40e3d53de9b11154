"""Fitting: the weights that grow wealth fastest after costs, on the fit days, stopped by the validation days."""

from dataclasses import dataclass

import numpy as np

from network import INPUT_GAIN, Weights, allocate, backward, forward, initial_weights
from series import Split

COST = 0.001  # of the traded amount: 10 basis points, fee and slippage together
STEPS = 1500
CHECK_EVERY = 10
RATE, MOMENTUM, SQUARES = 0.003, 0.9, 0.999  # Adam


@dataclass(frozen=True)
class Choice:
    """What is chosen on the validation days (see search.py)."""

    window: int
    units: int
    decay: float  # of all weights but the biases
    smoothing: float  # penalty on the difference between the weights of neighbouring days


@dataclass(frozen=True)
class Fit:
    weights: Weights
    step: int
    objective: float  # on the fit days, mean log growth a day
    validation: float


def objective(allocation: np.ndarray, returns: np.ndarray) -> float:
    """Mean log growth a day less the cost of changes. The exact accounts are in backtest.py."""
    changes = np.abs(np.diff(allocation, prepend=allocation[0]))
    return float(np.mean(np.log1p(allocation * returns) - COST * changes))


def loss_slope(allocation: np.ndarray, returns: np.ndarray) -> np.ndarray:
    """The derivative of -objective by each allocation."""
    slope = -returns / (1 + allocation * returns)
    turn = COST * np.sign(np.diff(allocation))
    slope[1:] += turn
    slope[:-1] -= turn
    return slope / len(returns)


def regularised(gradient: Weights, weights: Weights, choice: Choice) -> Weights:
    step = np.diff(weights.hidden, axis=0)
    rough = np.zeros_like(weights.hidden)
    rough[1:] += step
    rough[:-1] -= step
    hidden = gradient.hidden + choice.decay * weights.hidden + choice.smoothing * rough
    return Weights(hidden, gradient.hidden_bias, gradient.out + choice.decay * weights.out, gradient.out_bias)


def fit(split: Split, choice: Choice, seed: int) -> Fit:
    """Adam on all fit days at once; of every tenth step, the one that does best on the validation days."""
    past, validation_past = split.fit.past * INPUT_GAIN, split.validation.past * INPUT_GAIN
    weights = initial_weights(choice.window, choice.units, seed)
    mean, square = ([np.zeros_like(array) for array in weights.arrays()] for _ in range(2))
    best: Fit | None = None
    for step in range(1, STEPS + 1):
        units, raw = forward(weights, past)
        slope = loss_slope(np.clip(raw, 0, 1), split.fit.next)
        gradient = regularised(backward(weights, past, units, raw, slope), weights, choice).arrays()
        mean = [MOMENTUM * m + (1 - MOMENTUM) * g for m, g in zip(mean, gradient)]
        square = [SQUARES * s + (1 - SQUARES) * g * g for s, g in zip(square, gradient)]
        rates = [
            RATE * (m / (1 - MOMENTUM**step)) / (np.sqrt(s / (1 - SQUARES**step)) + 1e-10)
            for m, s in zip(mean, square)
        ]
        weights = Weights(*(array - rate for array, rate in zip(weights.arrays(), rates)))
        if step % CHECK_EVERY == 0:
            score = objective(allocate(weights, validation_past), split.validation.next)
            if best is None or score > best.validation:
                best = Fit(weights, step, objective(allocate(weights, past), split.fit.next), score)
    assert best is not None
    return best
