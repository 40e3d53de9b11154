"""What a code tells about the picture behind it: a network that draws the patch from the code, and one step further, a
patch made to give the very code."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax

from fit import GREYS, Numbers, soft_features
from network import MIDDLE_GREY, PIXELS, Layers
from projection import CODE_BITS

HIDDEN = 512
STEPS, BATCH, RATE = 3000, 256, 0.001
SHRINK = 1e-4  # weight decay
FORGE_STEPS, FORGE_RATE = 300, 0.02


def train_drawer(codes: np.ndarray, patches: np.ndarray, seed: int) -> Callable[[np.ndarray], np.ndarray]:
    """From codes [n, CODE_BITS] of bool and their patches [n, PIXELS] of bytes: a function that draws patches, in grey
    levels, from codes."""
    random = np.random.Generator(np.random.PCG64(seed))
    sizes = [CODE_BITS, HIDDEN, HIDDEN, PIXELS]
    weights = [
        (jnp.array(random.normal(0, (2 / a) ** 0.5, (a, b)).astype(np.float32)), jnp.zeros(b))
        for a, b in zip(sizes, sizes[1:])
    ]
    optimiser = optax.adamw(optax.cosine_decay_schedule(RATE, STEPS), weight_decay=SHRINK)
    state = optimiser.init(weights)

    def drawn(weights: list, signs: jnp.ndarray) -> jnp.ndarray:
        for weight, bias in weights[:-1]:
            signs = jax.nn.relu(signs @ weight + bias)
        return signs @ weights[-1][0] + weights[-1][1]

    @jax.jit
    def step_once(weights: list, state: optax.OptState, signs: jnp.ndarray, pixels: jnp.ndarray):
        slope = jax.grad(lambda numbers: ((drawn(numbers, signs) - pixels) ** 2).mean())(weights)
        updates, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, updates), state

    for _ in range(STEPS):
        rows = random.integers(0, len(codes), BATCH)
        signs = codes[rows].astype(np.float32) * 2 - 1
        weights, state = step_once(weights, state, signs, (patches[rows].astype(np.float32) - MIDDLE_GREY) / GREYS)
    return lambda bits: np.asarray(drawn(weights, bits.astype(np.float32) * 2 - 1)) * GREYS + MIDDLE_GREY


def as_bytes(greys: np.ndarray) -> np.ndarray:
    return np.clip(np.round(greys), 0, 255).astype(np.uint8)


def contrasted(drawn: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Each drawn patch with the contrast that captured ones have: an average of possibilities is paler than any."""
    spread = drawn.std(axis=1, keepdims=True)
    return (drawn - drawn.mean(axis=1, keepdims=True)) / spread * like.std(axis=1).mean() + like.mean()


def forge(layers: Layers, matrix: np.ndarray, bits: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Patches of bytes that give `bits`, by gradient, from `start` [n, PIXELS] in grey levels."""
    numbers: Numbers = {
        "kernel": jnp.array(layers.kernel, jnp.float32),
        "bias": jnp.array(layers.kernel_bias + MIDDLE_GREY * layers.kernel.sum(axis=(1, 2)), jnp.float32) / GREYS,
        "mix": jnp.array(layers.mix, jnp.float32),
    }
    wanted, median = bits.astype(np.float32) * 2 - 1, layers.median / GREYS**2
    optimiser = optax.adam(FORGE_RATE)

    def miss(pixels: jnp.ndarray) -> jnp.ndarray:
        side = (soft_features(numbers, pixels) - median) @ matrix.astype(np.float32) * wanted
        return jax.nn.softplus(-4 * side / jnp.sqrt((side**2).mean(axis=1, keepdims=True))).sum()

    @jax.jit
    def step_once(pixels: jnp.ndarray, state: optax.OptState):
        updates, state = optimiser.update(jax.grad(miss)(pixels), state)
        return jnp.clip(optax.apply_updates(pixels, updates), -2, 127 / GREYS), state

    pixels = jnp.array((start - MIDDLE_GREY) / GREYS, jnp.float32)
    state = optimiser.init(pixels)
    for _ in range(FORGE_STEPS):
        pixels, state = step_once(pixels, state)
    return as_bytes(np.asarray(pixels) * GREYS + MIDDLE_GREY)


def pixel_correlation(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Of each pair of patches, [n]."""
    one, two = (rows - rows.mean(axis=1, keepdims=True) for rows in (one.astype(np.float64), two.astype(np.float64)))
    return (one * two).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(two, axis=1)
