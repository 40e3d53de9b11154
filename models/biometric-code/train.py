"""Trains the layers and writes weights.json, network.onnx, input.json and holdout.json beside this script.

    node dataset/make.ts --fingers 2000 --presses 6 --seed 1 --out DIR     single presses; more folders as wished
    node dataset/make.ts --fingers 500 --presses 6 --seed 2 --out DIR2     validation: what choices were made by
    python train.py --data DIR [DIR ...] --validation DIR2
"""

import argparse
from pathlib import Path

import numpy as np

from export import HOLDOUT_SAMPLES, salted, write_model
from fit import fit
from network import Layers, largest_side
from patches import codes, read_patches
from projection import SAMPLE_SEED
from rates import rates_of
from weights import HERE, write_layers

FEATURES = 36
STEPS = 2500
SEED = 1


def print_rates(layers: Layers, patches: np.ndarray) -> None:
    found = rates_of(codes(layers, patches))
    print(f"validation: equal error {found.equal_error():.4f}, degrees of freedom {found.freedom():.0f}")
    for goal in (1e-3, 1e-4, 1e-5):
        within = int(np.searchsorted(found.false(), goal, side="right")) - 1
        accepted = found.accepted()[within] if within >= 0 else 0.0
        print(f"  FAR {goal:.0e}: within {within}, {accepted:.3f} of the same finger's presses")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--validation", type=Path, required=True)
    given = parser.parse_args()
    presses = min(read_patches(folder).shape[1] for folder in given.data)
    patches = np.concatenate([read_patches(folder)[:, :presses] for folder in given.data])
    validation = read_patches(given.validation)
    print(f"fingers: training {len(patches)}, validation {len(validation)}")
    layers = fit(patches, FEATURES, STEPS, SEED)
    print_rates(layers, validation)
    print(f"no input at all makes a side larger than {largest_side(layers):.2e}")
    write_layers(layers)
    write_model(HERE, layers, SAMPLE_SEED, salted(validation[:HOLDOUT_SAMPLES, 0]))


if __name__ == "__main__":
    main()
