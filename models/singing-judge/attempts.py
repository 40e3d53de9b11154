"""Attempts at a melody: features, melody and true score, as dataset/make.ts writes them."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Attempts(NamedTuple):
    pitch: np.ndarray  # [attempts, FRAMES], semitones above the tonic, 0 where unvoiced
    energy: np.ndarray  # [attempts, FRAMES], 0 to 1, 0 where unvoiced
    melody: np.ndarray  # [attempts, SLOTS], semitones
    score: np.ndarray  # [attempts], true score, 0 to 1

    def rows(self, which: np.ndarray) -> "Attempts":
        return Attempts(*(array[which] for array in self))


def read_attempts(folder: Path) -> tuple[np.ndarray, Attempts]:
    """The kind of each attempt, by name, and the attempts. `folder` is train, validation or holdout."""
    names = np.array(json.loads((folder.parent / "kinds.json").read_text()))
    arrays = (np.load(folder / f"{name}.npy").astype(np.float64) for name in ("pitch", "energy", "target", "score"))
    return names[np.load(folder / "kind.npy")], Attempts(*arrays)
