"""Every figure of the README but the attack's.

    python evaluate.py --data DIR --probes DIR     folders of dataset/make.ts and probes/make.ts
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from attempts import Attempts, read_attempts
from circuit import circuit_scores
from export import HERE, infer


def judged(attempts: Attempts) -> np.ndarray:
    return infer((HERE / "network.onnx").read_bytes(), attempts.pitch, attempts.energy, attempts.melody)


def print_holdout(folder: Path) -> None:
    kinds, attempts = read_attempts(folder)
    scores = judged(attempts)
    error = np.abs(scores - attempts.score)
    sung = kinds == "anybody"
    print(f"hold-out, {len(scores)} attempts, {sung.sum()} of them by anybody")
    print(f"  rank correlation (Spearman) {spearmanr(scores, attempts.score).statistic:.4f}", end="")
    print(f", of anybody {spearmanr(scores[sung], attempts.score[sung]).statistic:.4f}")
    print(f"  error: mean {error.mean():.4f}, 95% below {np.quantile(error, 0.95):.4f}, largest {error.max():.4f}")
    proven = circuit_scores(attempts)
    print(f"  circuit against float model: largest difference {np.abs(proven - scores).max():.1e}")


def print_behaviour(folder: Path) -> None:
    kinds, attempts = read_attempts(folder)
    scores = judged(attempts)
    print("\n| kind | true: mean | judged: mean | least | most |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind in dict.fromkeys(kinds):
        found = scores[kinds == kind]
        true = attempts.score[kinds == kind].mean()
        print(f"| {kind} | {true:.3f} | {found.mean():.3f} | {found.min():.3f} | {found.max():.3f} |")


def print_spread(folder: Path) -> None:
    """Rows are ordered by singer, each with the same melodies in the same order."""
    _, attempts = read_attempts(folder)
    melodies = len(np.unique(attempts.melody, axis=0))
    scores = judged(attempts).reshape(-1, melodies)
    ease = scores.mean(axis=0)
    print(f"\nwhat the draw of a melody is worth: {scores.shape[0]} singers, each at the same {melodies} melodies")
    print(f"  mean score of a melody: {ease.min():.3f} to {ease.max():.3f}, standard deviation {ease.std(ddof=1):.3f}")
    print("  mean gain of a singer over one random melody:")
    ranked = np.sort(ease)
    order = np.arange(1, melodies + 1)
    for choices in (2, 4, melodies):
        # The expected maximum of `choices` melodies drawn with replacement; known ease of all singers together.
        chance = (order / melodies) ** choices - ((order - 1) / melodies) ** choices
        own = np.sort(scores, axis=1) @ chance - scores.mean(axis=1)
        print(f"    best of {choices:2}: {ranked @ chance - ease.mean():.3f} by the melody's ease,", end="")
        print(f" {own.mean():.3f} if the singer knows the own outcome beforehand")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--probes", type=Path, required=True)
    given = parser.parse_args()
    print_holdout(given.data / "holdout")
    print_behaviour(given.probes / "behaviour")
    print_spread(given.probes / "spread")


if __name__ == "__main__":
    main()
