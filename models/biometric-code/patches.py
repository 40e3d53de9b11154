"""Folders of dataset/make.ts, and the codes of their captures."""

import json
from pathlib import Path

import numpy as np

from network import Layers, code_bits
from projection import SAMPLE_SEED, projection


def read_patches(folder: Path) -> np.ndarray:
    """[fingers, captures, PIXELS] of bytes."""
    return np.load(folder / "patches.npy")


def describe(folder: Path) -> str:
    """What the captures are, in words."""
    meta = json.loads((folder / "meta.json").read_text())
    fingers, captures, _ = np.load(folder / "patches.npy", mmap_mode="r").shape
    presses = meta.get("perCapture", 1)
    each = f"{captures} captures of {presses} presses each" if presses > 1 else f"{captures} single presses each"
    if not meta["synthetic"]:
        return f"{fingers} fingers of a folder of images, {each}"
    return f"{fingers} synthetic fingers, {each}, {meta['conditions']} conditions, seed {meta['seed']}"


def codes(layers: Layers, patches: np.ndarray, seed: bytes = SAMPLE_SEED) -> np.ndarray:
    """[fingers, captures, PIXELS] -> [fingers, captures, CODE_BITS] of bool, under the projection of `seed`."""
    fingers, captures, pixels = patches.shape
    bits = code_bits(layers, projection(seed, layers.mix.shape[1]), patches.reshape(-1, pixels))
    return bits.reshape(fingers, captures, -1)
