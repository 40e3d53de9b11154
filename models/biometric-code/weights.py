"""The learned layers as they are committed: weights.json, integers, one row a line."""

import json
from pathlib import Path

import numpy as np

from network import KERNELS, PLACES, REACH, Layers

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "weights.json"


def read_layers(path: Path = WEIGHTS) -> Layers:
    found = json.loads(path.read_text())
    layers = Layers(*(np.array(found[name], np.int64) for name in Layers._fields))
    width = len(layers.median)
    shapes = [(KERNELS, REACH, REACH), (KERNELS,), (PLACES, width), (width,)]
    for name, array, shape in zip(Layers._fields, layers, shapes):
        if array.shape != shape:
            raise ValueError(f"{path}: {name} has the shape {array.shape} instead of {shape}")
    return layers


def write_layers(layers: Layers, path: Path = WEIGHTS) -> None:
    fields = []
    for name, array in zip(Layers._fields, layers):
        rows = ",\n    ".join(json.dumps(row) for row in array.tolist())
        fields.append(f'  "{name}": [\n    {rows}\n  ]')
    path.write_text("{\n" + ",\n".join(fields) + "\n}\n")
