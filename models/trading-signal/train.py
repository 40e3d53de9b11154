"""Trains the model and writes network.onnx, input.json, calibration.json and holdout.json beside this script.

    python train.py           retrain and rewrite
    python train.py --check   retrain, write nothing, and fail if a file here is not what retraining gives

The check wants network.onnx byte for byte, and the numbers in the JSON files to 1e-6, because the ONNX runtime's last
bit depends on the processor.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from export import to_onnx, write_files
from fit import fit, objective
from network import allocate, on_grid
from series import HERE, HOLDOUT_START, make_windows

RECORDED = ("input.json", "calibration.json", "holdout.json")
TOLERANCE = 1e-6


def train_into(folder: Path) -> None:
    windows = make_windows()
    known, holdout = windows.before(HOLDOUT_START), windows.where(windows.day >= HOLDOUT_START)
    exact = fit(known)
    found = on_grid(exact)
    write_files(folder, to_onnx(found), known, holdout)
    print(f"days: fit {len(known.day)}, hold-out {len(holdout.day)}")
    print(f"output layer: {found.weights.tolist()}, bias {found.bias}; before rounding {exact}")
    print(f"log growth a year on the fit days, targets only: {365 * objective(allocate(found, known.past), known.next):.3f}")


def same_numbers(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_numbers(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_numbers, one, other))
    return isinstance(one, float) and isinstance(other, float) and abs(one - other) <= TOLERANCE


def differing(folder: Path) -> list[str]:
    def read(place: Path, name: str) -> object:
        return json.loads((place / name).read_text())

    same = {name: same_numbers(read(HERE, name), read(folder, name)) for name in RECORDED}
    same["network.onnx"] = (HERE / "network.onnx").read_bytes() == (folder / "network.onnx").read_bytes()
    return [name for name, equal in same.items() if not equal]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        train_into(HERE)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        train_into(Path(folder))
        changed = differing(Path(folder))
    if changed:
        print(f"differs from what training gives: {', '.join(changed)}", file=sys.stderr)
        return 1
    print(f"network.onnx: same bytes; {', '.join(RECORDED)}: same numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
