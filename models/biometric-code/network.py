"""The network in integers: the grey patch of a capture -> features -> code.

    patch [15, 16], bytes                    row-major, 0 dark, 255 light
    seen = KERNELS kernels of REACH x REACH pixels at every STEP-th place, plus a bias     [PLACES]
    energy = seen squared                    what a ridge that moves by half its period leaves as it is
    feature = energy times `mix`, less its median over people                              [features]
    side = feature times the registry's projection                                         [CODE_BITS]
    bit = side > 0

Every number is an integer, so the circuit, which counts in integers, computes exactly this; `code_bits` here is the
reference for both. Sums stay below 2^53, where float64, which is multiplied much faster, is exact too.
"""

from typing import NamedTuple

import numpy as np

HEIGHT, WIDTH = 15, 16
PIXELS = HEIGHT * WIDTH
SALT_BYTES = 16
CHUNKS, CHUNK_BITS = 8, 16
MIDDLE_GREY = 128
KERNELS, REACH, STEP = 8, 4, 2
DOWN, ACROSS = (HEIGHT - REACH) // STEP + 1, (WIDTH - REACH) // STEP + 1
PLACES = KERNELS * DOWN * ACROSS


class Layers(NamedTuple):
    """What is learned; all int64."""

    kernel: np.ndarray  # [KERNELS, REACH, REACH]
    kernel_bias: np.ndarray  # [KERNELS], includes that pixels are counted from 0 and not from the middle grey
    mix: np.ndarray  # [PLACES, features], rows by kernel, then place down, then place across
    median: np.ndarray  # [features]


def energies(layers: Layers, patches: np.ndarray) -> np.ndarray:
    """[n, PIXELS] of bytes -> [n, PLACES], exact, as float64."""
    images = np.asarray(patches, np.float64).reshape(-1, HEIGHT, WIDTH)
    windows = np.lib.stride_tricks.sliding_window_view(images, (REACH, REACH), axis=(1, 2))[:, ::STEP, ::STEP]
    seen = np.einsum("nijab,kab->nkij", windows, layers.kernel.astype(np.float64), optimize=True)
    seen += layers.kernel_bias[:, None, None]
    return (seen**2).reshape(len(images), PLACES)


def features(layers: Layers, patches: np.ndarray) -> np.ndarray:
    """[n, PIXELS] of bytes -> [n, features], exact, as float64."""
    return energies(layers, patches) @ layers.mix.astype(np.float64) - layers.median


def code_bits(layers: Layers, matrix: np.ndarray, patches: np.ndarray) -> np.ndarray:
    """[n, PIXELS] of bytes -> [n, CODE_BITS] of bool. `matrix` as projection.projection gives it."""
    return features(layers, patches) @ matrix.astype(np.float64) > 0


def chunks_of(bits: np.ndarray) -> np.ndarray:
    """[n, CODE_BITS] -> [n, CHUNKS], int64: bit 0 of the code is the highest of chunk 0."""
    place = 1 << np.arange(CHUNK_BITS - 1, -1, -1, dtype=np.int64)
    return bits.reshape(-1, CHUNKS, CHUNK_BITS).astype(np.int64) @ place


def largest_side(layers: Layers) -> int:
    """A bound on |side| for any bytes and any projection: what the circuit must be able to count to."""
    kernel = layers.kernel.reshape(KERNELS, -1).astype(object)
    high = np.where(kernel > 0, kernel, 0).sum(axis=1) * 255 + layers.kernel_bias
    low = np.where(kernel < 0, kernel, 0).sum(axis=1) * 255 + layers.kernel_bias
    energy = np.repeat(np.maximum(high**2, low**2), DOWN * ACROSS)
    mix = layers.mix.astype(object)
    most = np.where(mix > 0, mix, 0).T @ energy - layers.median
    least = np.where(mix < 0, mix, 0).T @ energy - layers.median
    return int(np.maximum(abs(most), abs(least)).sum())
