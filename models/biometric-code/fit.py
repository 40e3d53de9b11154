"""Learning the layers: two presses of a finger close, other fingers far, whatever the projection is.

Each step takes PAIRS fingers, two presses of each, and draws a projection that is used once. Codes are made soft (tanh
instead of a sign), and each press has to pick its finger's other press out of all presses of the step by the similarity
of the soft codes, at temperature TEMPERATURE (InfoNCE, van den Oord et al. 2018). What serves every projection is a
feature vector whose angles tell fingers apart. A finger's mirror image counts as another finger's: half of the steps
see it. In the last part of the steps the weights are rounded as they will be exported, going forward only.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax

from network import HEIGHT, KERNELS, MIDDLE_GREY, PLACES, REACH, STEP, WIDTH, Layers, energies
from projection import CODE_BITS

PAIRS = 256
RATE = 0.003
TEMPERATURE = 0.12
SPREAD_SHARE = 0.3  # of the loss, for features that move together
SOFTNESS = 0.5  # of a side's spread: where a soft bit begins to count as a hard one
ROUNDED_FROM = 0.6  # part of the steps
GREYS = 64.0  # a pixel's unit in training
KERNEL_SPREAD, MIX_SPREAD = 2.0, 2.0  # root mean square of the integers that weights are rounded to
LIMIT = 7  # of those integers
CHECK_EVERY = 200

Numbers = dict[str, jnp.ndarray]


def initial(features: int, seed: int) -> Numbers:
    random = np.random.Generator(np.random.PCG64(seed))
    return {
        "kernel": jnp.array(random.normal(0, 1 / REACH, (KERNELS, REACH, REACH))),
        "bias": jnp.zeros(KERNELS),
        "mix": jnp.array(random.normal(0, PLACES**-0.5, (PLACES, features))),
    }


def to_grid(array: jnp.ndarray, unit: float, rounding: Callable = jnp.round) -> jnp.ndarray:
    """The integers of `array` in units of `unit`."""
    return jnp.clip(rounding(array / unit), -LIMIT, LIMIT)


def as_exported(numbers: Numbers, units: tuple[float, float]) -> Numbers:
    """Rounded going forward, as if not rounded going back. A unit of 0 leaves its weights as they are."""

    def rounded(array: jnp.ndarray, unit: float) -> jnp.ndarray:
        safe = jnp.where(unit > 0, unit, 1.0)
        moved = jnp.where(unit > 0, to_grid(array, safe) * safe - array, 0)
        return array + jax.lax.stop_gradient(moved)

    return numbers | {"kernel": rounded(numbers["kernel"], units[0]), "mix": rounded(numbers["mix"], units[1])}


def soft_features(numbers: Numbers, pixels: jnp.ndarray) -> jnp.ndarray:
    """[n, PIXELS] in units of GREYS from the middle grey -> [n, features], before the median."""
    seen = jax.lax.conv_general_dilated(
        pixels.reshape(-1, 1, HEIGHT, WIDTH), numbers["kernel"][:, None], (STEP, STEP), "VALID"
    )
    return ((seen + numbers["bias"][:, None, None]) ** 2).reshape(len(pixels), PLACES) @ numbers["mix"]


def loss(numbers: Numbers, units: tuple[float, float], pixels: jnp.ndarray, matrix: jnp.ndarray) -> jnp.ndarray:
    """`pixels` [2 * PAIRS, PIXELS]: first one press of each finger, then, in the same order, another."""
    found = soft_features(as_exported(numbers, units), pixels)
    found = found - found.mean(axis=0)
    side = found @ matrix
    soft = jnp.tanh(side / (SOFTNESS * jnp.sqrt((side**2).mean())))
    soft = soft / jnp.linalg.norm(soft, axis=1, keepdims=True)
    alike = soft @ soft.T / TEMPERATURE
    count = len(pixels)
    alike = jnp.where(jnp.eye(count, dtype=bool), -jnp.inf, alike)
    other = jnp.roll(jnp.arange(count), count // 2)
    moving = found / jnp.sqrt((found**2).mean(axis=0))
    together = moving.T @ moving / count - jnp.eye(found.shape[1])
    pick = optax.softmax_cross_entropy_with_integer_labels(alike, other).mean()
    return pick + SPREAD_SHARE * (together**2).sum() / found.shape[1]


def draw(patches: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Two presses each of PAIRS fingers, of all of them mirrored or of none: [2 * PAIRS, PIXELS] float32."""
    fingers = random.choice(len(patches), PAIRS, replace=False)
    presses = np.argsort(random.random((PAIRS, patches.shape[1])), axis=1)[:, :2]
    chosen = patches[fingers[None], presses.T].reshape(-1, HEIGHT, WIDTH)
    if random.random() < 0.5:
        chosen = chosen[:, :, ::-1]
    return (chosen.reshape(2 * PAIRS, -1).astype(np.float32) - MIDDLE_GREY) / GREYS


def integers(numbers: Numbers, units: tuple[float, float], patches: np.ndarray) -> Layers:
    """The layers as exported. The medians are those of `patches`, rounded to what single precision holds."""
    kernel = np.asarray(to_grid(numbers["kernel"], units[0])).astype(np.int64)
    bias = np.round(np.asarray(numbers["bias"], np.float64) * GREYS / units[0]).astype(np.int64)
    mix = np.asarray(to_grid(numbers["mix"], units[1])).astype(np.int64)
    bare = Layers(kernel, bias - MIDDLE_GREY * kernel.sum(axis=(1, 2)), mix, np.zeros(mix.shape[1], np.int64))
    median = np.median(energies(bare, patches) @ mix.astype(np.float64), axis=0)
    return bare._replace(median=median.astype(np.float32).astype(np.int64))


def fit(patches: np.ndarray, features: int, steps: int, seed: int, report: Callable = print) -> Layers:
    """`patches` [fingers, presses, PIXELS] of bytes, two presses of each finger at least."""
    random = np.random.Generator(np.random.PCG64(seed))
    numbers, units = initial(features, seed), (0.0, 0.0)
    optimiser = optax.adam(optax.cosine_decay_schedule(RATE, steps))
    state = optimiser.init(numbers)

    @jax.jit
    def step_once(numbers: Numbers, state: optax.OptState, units: tuple, pixels: jnp.ndarray, matrix: jnp.ndarray):
        cost, slope = jax.value_and_grad(loss)(numbers, units, pixels, matrix)
        updates, state = optimiser.update(slope, state)
        return optax.apply_updates(numbers, updates), state, cost

    for step in range(1, steps + 1):
        if step == int(ROUNDED_FROM * steps):
            spread = [float(jnp.sqrt((numbers[name] ** 2).mean())) for name in ("kernel", "mix")]
            units = (spread[0] / KERNEL_SPREAD, spread[1] / MIX_SPREAD)
        matrix = random.choice(np.float32([-1, 1]), (features, CODE_BITS))
        numbers, state, cost = step_once(numbers, state, units, draw(patches, random), matrix)
        if step % CHECK_EVERY == 0:
            report(f"step {step}: {float(cost):.3f}", flush=True)
    return integers(numbers, units, patches[:, 0])
