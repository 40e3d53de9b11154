"""The network in numpy: returns -> Gemm -> Relu -> Gemm -> Clip(0, 1), with its gradient by hand."""

from dataclasses import dataclass, fields

import numpy as np

# Weights are exported as multiples of 1/128. A circuit with param_scale 7 then holds them exactly, and the last bits
# in which two machines' floating point differ are rounded away, so that retraining gives the same file.
GRID = 128.0
# Fitting sees returns times 20 (about one standard deviation each); the export folds the factor into the weights.
INPUT_GAIN = 20.0


@dataclass
class Weights:
    hidden: np.ndarray  # [window, units]
    hidden_bias: np.ndarray  # [units]
    out: np.ndarray  # [units]
    out_bias: np.ndarray  # []

    def arrays(self) -> list[np.ndarray]:
        return [getattr(self, field.name) for field in fields(self)]


def initial_weights(window: int, units: int, seed: int) -> Weights:
    """Each unit starts as a multiple of the window's mean return, and the net near a half invested."""
    random = np.random.Generator(np.random.PCG64(seed))
    level = random.normal(0, 0.5 / np.sqrt(window), (1, units))
    return Weights(
        hidden=np.repeat(level, window, axis=0),
        hidden_bias=np.zeros(units),
        out=random.normal(0, 0.3 / np.sqrt(units), units),
        out_bias=np.array(0.5),
    )


def forward(weights: Weights, past: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The hidden units [days, units] and the output before the clip [days]."""
    units = np.maximum(past @ weights.hidden + weights.hidden_bias, 0)
    return units, units @ weights.out + weights.out_bias


def allocate(weights: Weights, past: np.ndarray) -> np.ndarray:
    return np.clip(forward(weights, past)[1], 0, 1)


def backward(
    weights: Weights, past: np.ndarray, units: np.ndarray, raw: np.ndarray, slope: np.ndarray
) -> Weights:
    """The gradient, given `slope`, the loss's derivative by each allocation.

    The clip passes a slope that leads back inside [0, 1], so that a day stuck at a bound can leave it."""
    inside = ((raw > 0) | (slope < 0)) & ((raw < 1) | (slope > 0))
    by_raw = slope * inside
    by_units = np.outer(by_raw, weights.out) * (units > 0)
    return Weights(past.T @ by_units, by_units.sum(axis=0), units.T @ by_raw, by_raw.sum())


def on_grid(weights: Weights) -> Weights:
    """As exported: for returns as they are, every number a multiple of 1/GRID."""
    weights = Weights(weights.hidden * INPUT_GAIN, weights.hidden_bias, weights.out, weights.out_bias)
    return Weights(*(np.round(array * GRID) / GRID for array in weights.arrays()))
