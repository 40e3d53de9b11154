"""The model and the plain rules over its two out-of-sample parts: the walk-forward's quarters and the hold-out."""

from dataclasses import dataclass

import numpy as np

from accounts import plain_rules
from export import infer
from network import allocate
from series import HERE, HOLDOUT_START, QUARTERS, Windows, make_windows
from walk_forward import walk


@dataclass(frozen=True)
class Part:
    name: str
    windows: Windows
    rules: dict[str, np.ndarray]  # allocations, "model" first


def walk_forward_part(windows: Windows) -> Part:
    """Each quarter by the model fitted before it. The constant is the first of them on the days that it was fitted to."""
    tested, allocation, fits = walk(windows)
    usual = float(allocate(fits[0], windows.before(QUARTERS[0]).past).mean())
    return Part("walk-forward", tested, {"model": allocation} | plain_rules(tested, usual))


def holdout_part(windows: Windows) -> Part:
    """By the committed network.onnx. The constant is its mean on the days that it was fitted to."""
    network = (HERE / "network.onnx").read_bytes()
    tested = windows.where(windows.day >= HOLDOUT_START)
    usual = float(infer(network, windows.before(HOLDOUT_START).past).mean())
    return Part("hold-out", tested, {"model": infer(network, tested.past)} | plain_rules(tested, usual))


def both_parts() -> tuple[Part, Part]:
    windows = make_windows()
    return walk_forward_part(windows), holdout_part(windows)
