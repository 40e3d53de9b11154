"""Fitting: Adam on jittered features, with the weights rounded to the grid as they will be exported."""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import optax
from scipy.stats import spearmanr

from attempts import Attempts
from network import GRID, PAIRS, Weights, initial_weights, on_grid, raw_score, score

BATCH = 256
RATE = 0.01
KNEE = 0.05  # error of the score beyond which the loss grows linearly instead of by its square
RANK_SHARE = 0.02  # of the loss of misordered pairs
RANK_WIDTH = 0.05  # difference of scores at which a pair counts as told apart
PITCH_JITTER, ENERGY_JITTER = 0.04, 0.03  # standard deviations, semitones and parts of the loud level
CHECK_EVERY = 100


@dataclass(frozen=True)
class Fit:
    weights: Weights  # on the grid
    step: int
    error: float  # mean absolute, on the validation attempts
    rank: float  # Spearman's correlation, on the validation attempts


def as_exported(weights: Weights) -> Weights:
    """On the grid going forward, as if not rounded going back; with the signs that make a mark fall with each error's size
    and never with energy."""

    def pass_through(array: jnp.ndarray, rounding: Callable = jnp.round) -> jnp.ndarray:
        return array + jax.lax.stop_gradient(rounding(array * GRID) / GRID - array)

    grid = Weights(*(pass_through(array) for array in weights))
    errors, voice, energy = jnp.split(grid.mark, [PAIRS, PAIRS + 1])
    least = pass_through(jnp.abs(voice * grid.energy), jnp.ceil)
    return grid._replace(mark=jnp.concatenate([jnp.minimum(errors, 0), voice, jnp.maximum(energy, least)]))


def loss(weights: Weights, batch: Attempts) -> jnp.ndarray:
    """A score that the last clip would put right costs nothing."""
    found = raw_score(as_exported(weights), batch.pitch, batch.energy, batch.melody)
    right = ((batch.score >= 1) & (found > 1)) | ((batch.score <= 0) & (found < 0))
    size = jnp.where(right, 0, optax.huber_loss(found, batch.score, delta=KNEE)).mean() / KNEE
    better = jnp.sign(batch.score[:, None] - batch.score[None])
    apart = better * (found[:, None] - found[None]) / RANK_WIDTH
    order = (better != 0) * jax.nn.softplus(-apart)
    return size + RANK_SHARE * order.mean()


def jittered(batch: Attempts, random: np.random.Generator) -> Attempts:
    """Only what is sung moves: an unvoiced frame stays exactly 0."""
    voiced = batch.energy > 0
    pitch = batch.pitch + voiced * random.normal(0, PITCH_JITTER, batch.pitch.shape)
    energy = np.clip(batch.energy + voiced * random.normal(0, ENERGY_JITTER, batch.energy.shape), 0, 1)
    return batch._replace(pitch=pitch, energy=energy)


def fit(training: Attempts, validation: Attempts, steps: int, seed: int) -> Fit:
    """Of every hundredth step, the one with the least mean absolute error on the validation attempts."""
    random = np.random.Generator(np.random.PCG64(seed))
    weights = initial_weights(seed)
    optimiser = optax.adam(optax.cosine_decay_schedule(RATE, steps))

    @jax.jit
    def step_once(weights: Weights, state: optax.OptState, batch: Attempts) -> tuple[Weights, optax.OptState]:
        updates, state = optimiser.update(jax.grad(loss)(weights, batch), state)
        return optax.apply_updates(weights, updates), state

    answer = jax.jit(score)
    state = optimiser.init(weights)
    best: Fit | None = None
    for step in range(1, steps + 1):
        rows = random.integers(0, len(training.score), BATCH)
        weights, state = step_once(weights, state, jittered(training.rows(rows), random))
        if step % CHECK_EVERY == 0:
            exported = on_grid(as_exported(weights))
            found = np.asarray(answer(exported, validation.pitch, validation.energy, validation.melody))
            error = float(np.abs(found - validation.score).mean())
            if best is None or error < best.error:
                best = Fit(exported, step, error, float(spearmanr(found, validation.score).statistic))
    assert best is not None
    return best
