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
from fit import Choice, fit
from network import on_grid
from series import HERE, load_closes, make_windows, split_in_time

# search.py's best four-unit net by its worst seed. Eight units gain little there (0.04 against 0.01 a year, and their
# means differ by less than their seeds do), and would take the circuit past 2^11 rows.
CHOICE = Choice(window=28, units=4, decay=1e-4, smoothing=1e-2)
SEED = 0
RECORDED = ("input.json", "calibration.json", "holdout.json")
TOLERANCE = 1e-6


def train_into(folder: Path) -> None:
    days, closes = load_closes()
    windows = make_windows(days, closes, CHOICE.window)
    split = split_in_time(windows)
    found = fit(split, CHOICE, SEED)
    known = windows.where(windows.day < split.holdout.day[0])
    write_files(folder, to_onnx(on_grid(found.weights)), known, split.holdout)
    print(f"days: fit {len(split.fit.day)}, validation {len(split.validation.day)}, hold-out {len(split.holdout.day)}")
    print(f"stopped at step {found.step}")
    print(f"log growth a year after costs: fit {365 * found.objective:.3f}, validation {365 * found.validation:.3f}")


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
