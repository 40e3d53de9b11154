"""What the float model answers, by onnxruntime; see ../native/serve.py for how requests arrive."""

import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "native"))

from serve import serve  # noqa: E402

ELEMENT_TYPES = {
    "float": "float32", "double": "float64", "float16": "float16", "bool": "bool_",
    "int8": "int8", "int16": "int16", "int32": "int32", "int64": "int64",
    "uint8": "uint8", "uint16": "uint16", "uint32": "uint32", "uint64": "uint64",
}  # fmt: skip


def tensor(numpy, node, values, variables):
    """Flat values as the node's tensor: a named dimension has the given size, and one dimension without any takes what is left."""
    element = getattr(numpy, ELEMENT_TYPES[node.type[len("tensor(") : -1]])
    shape = [d if isinstance(d, int) else variables.get(d, -1) for d in node.shape]
    return numpy.array(values).astype(element).reshape(shape)


def plain(array):
    """Row-major numbers; what JSON has no word for (infinity, not a number) is None."""
    values = array.reshape(-1).tolist()
    return [float(v) if math.isfinite(v) else None for v in values]


async def run(library, r):
    numpy, runtime = library
    session = runtime.InferenceSession(r["onnx"], providers=["CPUExecutionProvider"])
    nodes, variables = session.get_inputs(), dict(r["variables"])
    answers = []
    for sample in r["samples"]:
        feed = {node.name: tensor(numpy, node, values, variables) for node, values in zip(nodes, sample)}
        answers.append([plain(numpy.asarray(output)) for output in session.run(None, feed)])
    return answers


def load():
    import numpy
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    return numpy, onnxruntime


serve(load, {"run": run})
