"""What a code gives away: the section on privacy of the README, and inversion.png.

    python privacy.py --known DIR [DIR ...] --data HOLDOUT     folders of dataset/make.ts: what an attacker has; whom

A minute or two: it trains a network of the attacker's own.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

from inversion import as_bytes, contrasted, forge, pixel_correlation, train_drawer
from linkability import attack
from network import HEIGHT, WIDTH, Layers, code_bits
from patches import describe, read_patches
from projection import SAMPLE_SEED, projection
from weights import HERE, read_layers

OTHER_SEED = sha256(b"hardhat-ezkl sample: another registry").digest()
DRAWN = 8  # columns of the picture
SEED = 1


def print_linkability(layers: Layers, known: np.ndarray, holdout: np.ndarray) -> None:
    print(f"\n| {len(holdout)} fingers, a capture in each of two registries | AUC | found first |")
    print("| --- | ---: | ---: |")
    for name, found in attack(layers, known, holdout[:, :2], (SAMPLE_SEED, OTHER_SEED)).items():
        print(f"| {name} | {found.auc:.3f} | {found.first:.3f} |")


def print_inversion(layers: Layers, known: np.ndarray, holdout: np.ndarray) -> None:
    matrix = projection(SAMPLE_SEED, layers.mix.shape[1])
    original, again = holdout[:, 0], holdout[:, 1]
    bits, bits_again = code_bits(layers, matrix, original), code_bits(layers, matrix, again)
    drawn = contrasted(train_drawer(code_bits(layers, matrix, known), known, SEED)(bits), original)
    forged = forge(layers, matrix, bits, drawn)
    threshold = json.loads((HERE / "rates.json").read_text())["threshold"]
    kinds = {
        "another capture of the finger": again,
        "drawn from the code": as_bytes(drawn),
        "made to give the code": forged,
        "the mean patch": np.repeat(as_bytes(known.mean(axis=0))[None], len(original), axis=0),
        "another finger": np.roll(original, 1, axis=0),
    }
    print(
        f"\n| {len(original)} fingers | pixel correlation with the capture | bits from its code | within {threshold} |"
    )
    print("| --- | ---: | ---: | ---: |")
    for name, patches in kinds.items():
        away = (code_bits(layers, matrix, patches) != bits).sum(axis=1)
        alike = pixel_correlation(patches, original).mean()
        print(f"| {name} | {alike:.2f} | {away.mean():.1f} | {(away <= threshold).mean():.1%} |")
    away = (code_bits(layers, matrix, as_bytes(drawn)) != bits_again).sum(axis=1)
    print(f"\ndrawn from the code, against another capture: {(away <= threshold).mean():.1%} within {threshold} bits")
    draw_picture({"captured": original, "drawn from its code": drawn, "made to give its code": forged})


def draw_picture(rows: dict[str, np.ndarray]) -> None:
    figure, axes = plt.subplots(len(rows), DRAWN, figsize=(DRAWN, len(rows) + 0.5), layout="tight")
    for line, (name, patches) in zip(axes, rows.items()):
        for cell, patch in zip(line, patches):
            cell.imshow(patch.reshape(HEIGHT, WIDTH), cmap="gray", vmin=0, vmax=255)
            cell.set_xticks([])
            cell.set_yticks([])
        line[0].set_title(name, fontsize=8, loc="left")
    figure.suptitle("Synthetic fingers: what a code of 128 bits gives away", fontsize=9)
    figure.savefig(HERE / "inversion.png", dpi=110, metadata={"Software": None})


def print_noise(holdout: np.ndarray) -> None:
    """How much of a capture another one of the same finger leaves open, if the noise were Gaussian."""
    residual = (holdout - holdout.mean(axis=1, keepdims=True)).reshape(-1, holdout.shape[-1])
    captures = holdout.shape[1]
    size = np.linalg.eigvalsh(residual.T @ residual / len(residual) * captures / (captures - 1))
    bits = np.maximum(0.5 * np.log2(2 * np.pi * np.e * np.maximum(size, 1e-9)), 0).sum()
    print(f"\nnoise between captures: {np.sqrt(size.mean()):.0f} grey levels a pixel, about {bits:.0f} bits a capture")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    layers, holdout = read_layers(), read_patches(given.data)
    known = np.concatenate([read_patches(folder).reshape(-1, holdout.shape[-1]) for folder in given.known])
    print(f"attacker has {len(known):,} captures of other fingers; attacked: {describe(given.data)}")
    print_linkability(layers, known, holdout)
    print_inversion(layers, known, holdout)
    print_noise(holdout.astype(np.float64))


if __name__ == "__main__":
    main()
