"""The judge in jax: pitch, energy and melody of one attempt -> a score in [0, 1].

Each frame of 0.1 s gets a mark of its own from what is sung there and in the frames beside it; the score is the mean
mark, stretched by one line and clipped. A mark lies in [0, 1] whatever the inputs are, so that no frame, however odd,
counts for more than any other. Units come in pairs |x + b|, |x - b| of one weight, so that too high by so much costs what
too low does, and nothing is gained by leaning to a side; and (fit.py sees to it) no mark grows with the size of the
pitch error that it sees, or falls with energy.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

SLOTS = 16
FRAMES = 64
FRAMES_PER_SLOT = FRAMES // SLOTS
PAIRS = 1  # of units that see the pitch error
REACH = 3  # frames that a unit sees: the frame and its two neighbours
# Numbers are exported as multiples of 1/128. The features are too, so a circuit with scales of 7 bits that never
# rescales computes the very same score, without any rounding, and retraining gives the same file although floating
# point differs between machines.
GRID = 128.0
# From mean mark to score. SLOPE / FRAMES is what the circuit multiplies by, so it must be a multiple of FRAMES / GRID.
SLOPE = 1.5


class Weights(NamedTuple):
    """All float; `d` is the pitch error in semitones, `e` the energy."""

    error: jnp.ndarray  # [PAIRS, REACH], applied to d of neighbouring frames
    error_bias: jnp.ndarray  # [PAIRS]
    energy: jnp.ndarray  # [1]
    energy_bias: jnp.ndarray  # [1]
    mark: jnp.ndarray  # [PAIRS + 2], applied to each pair's sum, the energy unit and e
    mark_bias: jnp.ndarray  # [1]
    offset: jnp.ndarray  # [1], added to SLOPE times the mean mark


def pitch_error(pitch: jnp.ndarray, melody: jnp.ndarray) -> jnp.ndarray:
    """[samples, FRAMES] and [samples, SLOTS], in semitones above the tonic -> [samples, FRAMES]."""
    return pitch - jnp.repeat(melody, FRAMES_PER_SLOT, axis=1)


def marks(weights: Weights, pitch: jnp.ndarray, energy: jnp.ndarray, melody: jnp.ndarray) -> jnp.ndarray:
    """Each frame's mark before the clip, [samples, FRAMES]. Beyond both ends the error counts as 0, as in the ONNX."""
    error = pitch_error(pitch, melody)
    padded = jnp.pad(error, ((0, 0), (REACH // 2, REACH // 2)))
    seen = jnp.stack([padded[:, tap : tap + FRAMES] for tap in range(REACH)], axis=-1)
    seen = seen @ weights.error.T
    pairs = jnp.abs(seen + weights.error_bias) + jnp.abs(seen - weights.error_bias)
    voice = jnp.abs(energy * weights.energy + weights.energy_bias)
    both = jnp.concatenate([pairs, voice[..., None], energy[..., None]], axis=-1)
    return both @ weights.mark + weights.mark_bias


def raw_score(weights: Weights, pitch: jnp.ndarray, energy: jnp.ndarray, melody: jnp.ndarray) -> jnp.ndarray:
    """The score before the last clip, [samples]."""
    mean = jnp.clip(marks(weights, pitch, energy, melody), 0, 1).mean(axis=1)
    return SLOPE * mean + weights.offset


def score(weights: Weights, pitch: jnp.ndarray, energy: jnp.ndarray, melody: jnp.ndarray) -> jnp.ndarray:
    return jnp.clip(raw_score(weights, pitch, energy, melody), 0, 1)


def initial_weights(seed: int) -> Weights:
    """Near a judge by hand: a mark falls with |d| and with too little energy."""
    random = np.random.Generator(np.random.PCG64(seed))
    return Weights(
        error=jnp.array([[0, 1, 0]] + random.normal(0, 0.05, (PAIRS, REACH))),
        error_bias=jnp.full(PAIRS, 0.45),
        energy=jnp.array([1.5]),
        energy_bias=jnp.array([-0.1]),
        mark=jnp.concatenate([jnp.full(PAIRS, -0.4 / PAIRS), jnp.array([-3.5, 5.4])]),
        mark_bias=jnp.array([0.9]),
        offset=jnp.array([-0.4]) + random.normal(0, 0.03),
    )


def on_grid(weights: Weights) -> Weights:
    """As exported, in float64."""
    return Weights(*(np.round(np.asarray(array, np.float64) * GRID) / GRID for array in weights))
