"""The committed weights, read back from network.onnx."""

import numpy as np
import onnx
from onnx import numpy_helper

from export import HERE
from network import PAIRS, REACH, Weights


def read_weights() -> Weights:
    """On the grid, float64."""
    model = onnx.load(HERE / "network.onnx")
    found = {tensor.name: numpy_helper.to_array(tensor).astype(np.float64) for tensor in model.graph.initializer}
    return Weights(
        error=found["error_weight"][:PAIRS].reshape(PAIRS, REACH),
        error_bias=found["error_bias"][:PAIRS],
        energy=found["energy_weight"].reshape(1),
        energy_bias=found["energy_bias"],
        mark=found["mark_weight"].reshape(2 * PAIRS + 2)[PAIRS:],
        mark_bias=found["mark_bias"],
        offset=found["offset"],
    )
