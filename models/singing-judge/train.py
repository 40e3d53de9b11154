"""Trains the judge and writes network.onnx, input.json and holdout.json beside this script.

    node dataset/make.ts --count 6000 --seed 1 --out DIR    once; needs Node 22.18 or newer
    python train.py --data DIR

The seed that does best on the validation attempts is exported.
"""

import argparse
from pathlib import Path

import numpy as np

from attempts import Attempts, read_attempts
from export import HERE, infer, sample, to_onnx, write_json
from fit import fit

SEEDS = range(6)
STEPS = 4000
HOLDOUT_SAMPLES = 64


def spread(kinds: np.ndarray, attempts: Attempts, count: int) -> np.ndarray:
    """`count` rows: two of each odd kind, and of the rest the ones that lie evenly over the true scores."""
    odd = [row for kind in np.unique(kinds) if kind != "anybody" for row in np.flatnonzero(kinds == kind)[:2]]
    rest = np.setdiff1d(np.arange(len(kinds)), odd)
    rest = rest[np.argsort(attempts.score[rest], kind="stable")]
    even = np.linspace(0, len(rest) - 1, count - len(odd)).round().astype(int)
    return np.sort(np.concatenate([np.array(odd, int), rest[even]]))


def write_files(network: bytes, kinds: np.ndarray, holdout: Attempts) -> None:
    """input.json is a hold-out attempt with a score in the middle, since a clipped one would hide a wrong circuit."""
    (HERE / "network.onnx").write_bytes(network)
    rows = spread(kinds, holdout, HOLDOUT_SAMPLES)
    chosen = holdout.rows(rows)
    scores = infer(network, chosen.pitch, chosen.energy, chosen.melody)
    samples = [sample(*attempt) for attempt in zip(chosen.pitch, chosen.energy, chosen.melody, scores)]
    write_json(HERE / "holdout.json", {"samples": samples})
    write_json(HERE / "input.json", samples[int(np.argmin(np.abs(scores - 0.6)))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    _, training = read_attempts(data / "train")
    _, validation = read_attempts(data / "validation")
    kinds, holdout = read_attempts(data / "holdout")
    print(f"attempts: training {len(training.score)}, validation {len(validation.score)}, hold-out {len(holdout.score)}")
    found = []
    for seed in SEEDS:
        result = fit(training, validation, STEPS, seed)
        print(f"seed {seed}: step {result.step}, validation error {result.error:.4f}, rank {result.rank:.4f}")
        found.append(result)
    best = min(found, key=lambda result: result.error)
    write_files(to_onnx(best.weights), kinds, holdout)


if __name__ == "__main__":
    main()
