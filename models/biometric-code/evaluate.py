"""The rates of the README, rates.json and rates.svg.

    node dataset/make.ts --fingers 700 --presses 4 --per-capture 3 --seed 3 --out DIR     fingers nobody trained on
    the same with --conditions hard --seed 5 --out HARD
    python evaluate.py --data DIR [--hard HARD] [--write]     --write also rewrites rates.json and rates.svg
    python evaluate.py --data DIR2                            DIR2 of make.ts --images FOLDER: rates on real images
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

import numpy as np

from network import Layers
from patches import codes, describe, read_patches
from rates import Rates, others_refused, rates_of
from weights import HERE, read_layers

LARGEST = 47  # what the registry's index can look for
CROWDS = (10, 1000, 10000)
# The stated rule: the widest threshold at which so many honest newcomers at most are refused in a crowd of so many.
# A move hands an enrolment over, so a stranger's finger must hardly ever come near anybody's.
REFUSED, MOVE_REFUSED, CROWD = 0.05, 0.005, 1000
SHOWN = (7, 11, 15, 19, 21, 23, 25, 27, 29, 31, 35, 39, 47)
OTHER_SEEDS = ("a", "b", "c", "d")
COMMAND = "python evaluate.py --data DIR --hard HARD --write"


def widest(found: Rates, refused: float) -> int:
    allowed = np.flatnonzero(others_refused(found.false(), CROWD)[: LARGEST + 1] <= refused)
    if len(allowed) == 0:
        raise ValueError(f"no threshold refuses {refused} or less of the newcomers among {CROWD}")
    return int(allowed[-1])


def all_within(bits: np.ndarray) -> np.ndarray:
    """Share of the fingers of which every one of the captures after the first is within each distance of the first:
    what a second enrolment must not get around by trying again. [distances]"""
    distance = (bits[:, 1:] != bits[:, :1]).sum(axis=-1).max(axis=1)
    return np.cumsum(np.bincount(distance, minlength=bits.shape[-1] + 1)) / len(bits)


def print_table(found: Rates, bits: np.ndarray) -> None:
    false, accepted, stubborn = found.false(), found.accepted(), all_within(bits)
    print(f"{found.same.sum():,} pairs of one finger, {found.other.sum():,} of two")
    print(f"equal error {found.equal_error():.4f}, effective degrees of freedom {found.freedom():.0f}\n")
    crowds = " | ".join(f"refused among {crowd:,}" for crowd in CROWDS)
    tries = bits.shape[1] - 1
    print(f"| T | FAR | FRR | newcomer {crowds} | of {tries} tries one gets past |")
    print("| ---: " * (4 + len(CROWDS)) + "|")
    for at in SHOWN:
        refused = " | ".join(f"{others_refused(false, crowd)[at]:.2%}" for crowd in CROWDS)
        print(f"| {at} | {false[at]:.1e} | {1 - accepted[at]:.3f} | {refused} | {1 - stubborn[at]:.3f} |")


def print_skew(bits: np.ndarray) -> None:
    """How evenly codes fill the index: the fullest bucket, and how far a bit is from a fair coin."""
    first = bits[:, 0]
    chunks = np.packbits(first.reshape(len(first), -1, 16), axis=-1).astype(np.int64) @ [256, 1]
    fullest = max(np.bincount(column).max() for column in chunks.T)
    share = first.mean(axis=0)
    print(f"\n{len(first):,} fingers: fullest bucket {fullest}")
    print(f"each bit set {share.min():.2f} to {share.max():.2f} of the time")
    weight = first.sum(axis=1)
    print(f"bits set in a code: {weight.min()} to {weight.max()}, mean {weight.mean():.1f}")


def print_projections(layers: Layers, patches: np.ndarray, threshold: int) -> None:
    """The same captures under projections of other registries: nothing was trained or chosen for these."""
    print("\n| projection of the seed | equal error | FAR | FRR | bits set, of the time |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in OTHER_SEEDS:
        bits = codes(layers, patches, sha256(name.encode()).digest())
        found, share = rates_of(bits), bits.mean(axis=(0, 1))
        false, refused = found.false()[threshold], 1 - found.accepted()[threshold]
        errors = f"{found.equal_error():.4f} | {false:.1e} | {refused:.3f}"
        print(f"| SHA-256 of {name!r} | {errors} | {share.min():.2f} to {share.max():.2f} |")


def chosen(found: Rates, data: str) -> dict:
    """What rates.json holds."""
    false, accepted = found.false(), found.accepted()
    thresholds = {"threshold": widest(found, REFUSED), "moveThreshold": widest(found, MOVE_REFUSED)}
    return thresholds | {
        "rule": f"widest threshold that refuses {REFUSED:.1%} (moves: {MOVE_REFUSED:.1%}) of newcomers among {CROWD}",
        "eer": found.equal_error(),
        "degreesOfFreedom": found.freedom(),
        "data": data,
        "command": COMMAND,
        "genuinePairs": int(found.same.sum()),
        "impostorPairs": int(found.other.sum()),
        "rates": [
            {
                "threshold": at,
                "far": float(false[at]),
                "frr": float(1 - accepted[at]),
                "newcomerRefused": {str(crowd): float(others_refused(false, crowd)[at]) for crowd in CROWDS},
            }
            for at in sorted({*SHOWN, *thresholds.values()})
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hard", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    layers = read_layers()
    patches = read_patches(given.data)
    bits = codes(layers, patches)
    found = rates_of(bits)
    choice = chosen(found, describe(given.data))
    print(describe(given.data))
    print_table(found, bits)
    print(f"\nthreshold {choice['threshold']}, for moves {choice['moveThreshold']}: {choice['rule']}")
    print_skew(bits)
    print_projections(layers, patches, choice["threshold"])
    hard = None
    if given.hard:
        print(f"\n{describe(given.hard)}")
        hard_bits = codes(layers, read_patches(given.hard))
        hard = rates_of(hard_bits)
        print_table(hard, hard_bits)
    if given.write:
        (HERE / "rates.json").write_text(json.dumps(choice, indent=2) + "\n")
        from plot import draw  # matplotlib is slow to load, and needed here only

        draw(found, hard, choice["threshold"], choice["moveThreshold"], HERE / "rates.svg")


if __name__ == "__main__":
    main()
