#!/usr/bin/env python3
"""Records small compiled circuits and the engine's own answers, for the tests of the circuit's reader and of the envelope.

    python record_envelope.py                        with ezkl 21.0.0 or 23.0.5; writes envelope/<version>.json beside this file

Each model uses some of the engine's operations. A circuit is kept as it was written, deflated, in base64; inputs and outputs are those
of the engine's witness, as the integers that its field elements mean.
"""
import asyncio
import base64
import json
import math
import os
import sys
import tempfile
import zlib

import ezkl
import onnx_bytes as onnx
from onnx_bytes import FLOAT, INT64, graph_input, graph_output, integers, node, weights
from recording import HERE, call

R = 21888242871839275222246405745257275088548364400416034343698204186575808495617


def spread(count: int, span: float = 2.0, step: int = 7) -> list[float]:
    """Numbers between -span and span without a pattern that an operation could hide behind."""
    return [round(((i * step + 3) % 23 / 11 - 1) * span, 3) for i in range(count)]


def layer(source: str, target: str, rows: int, columns: int, span: float = 1.0) -> list[bytes]:
    return [
        weights(f"{target}_w", [rows, columns], spread(rows * columns, span)), weights(f"{target}_b", [1, columns], spread(columns, 0.5, 5)),
        node("MatMul", [source, f"{target}_w"], f"{target}_p"), node("Add", [f"{target}_p", f"{target}_b"], target),
    ]


def vector(parts: list[bytes], outputs: dict[str, list[int]], shape: list[int] = [1, 4], element: int = FLOAT) -> dict:
    values = spread(math.prod(shape)) if element == FLOAT else list(range(math.prod(shape)))
    graph = [*parts, graph_input("x", element, shape), *[graph_output(name, FLOAT, dims) for name, dims in outputs.items()]]
    return {"onnx": onnx.model("recorded", graph), "inputs": [values]}


def pointwise(ops: dict[str, bytes], shape: list[int] = [1, 4]) -> dict:
    return vector(list(ops.values()), {name: shape for name in ops}, shape)


def models() -> dict[str, dict]:
    image = [1, 2, 5, 5]
    named = vector([
        integers("from", [1], [2]), integers("to", [1], [4]), node("Slice", ["x", "from", "to"], "u"), graph_input("at", INT64, [2, 1]), node("ScatterND", ["x", "at", "u"], "y"),
    ], {"y": [4]}, [4])
    return {
        # The graph's own inputs come after those among its parts.
        "named": {"onnx": named["onnx"], "inputs": [[3, 0], *named["inputs"]]},
        "layers": vector([*layer("x", "h", 4, 5), node("Relu", ["h"], "r"), *layer("r", "y", 5, 3)], {"y": [1, 3]}),
        "classes": vector([*layer("x", "h", 4, 5), node("Relu", ["h"], "r"), *layer("r", "s", 5, 3), node("ArgMax", ["s"], "y", axis=1, keepdims=1)], {"y": [1, 1], "s": [1, 3]}),
        "threshold": vector([*layer("x", "h", 4, 3), weights("t", [1, 3], [0.1, -0.2, 0.3]), node("Greater", ["h", "t"], "g"), node("Where", ["g", "h", "t"], "y")], {"y": [1, 3]}),
        "gate": vector([*layer("x", "h", 4, 3), node("Sigmoid", ["h"], "s"), *layer("h", "k", 3, 3), node("Mul", ["s", "k"], "y")], {"y": [1, 3]}),
        "convolution": vector([
            weights("k", [4, 2, 3, 3], spread(72, 0.5)), weights("b", [4], spread(4)), node("Conv", ["x", "k", "b"], "c", kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2]),
            node("MaxPool", ["c"], "y", kernel_shape=[2, 2], strides=[1, 1]),
        ], {"y": [1, 4, 2, 2]}, image),
        "depthwise": vector([
            weights("k", [2, 1, 2, 2], spread(8, 0.5)), node("Conv", ["x", "k"], "c", kernel_shape=[2, 2], group=2, strides=[1, 1], pads=[0, 1, 0, 1]),
            node("AveragePool", ["c"], "y", kernel_shape=[2, 2], strides=[2, 2]),
        ], {"y": [1, 2, 2, 3]}, image),
        "transposed": vector([
            weights("k", [2, 3, 3, 3], spread(54, 0.5)), node("ConvTranspose", ["x", "k"], "y", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1]),
        ], {"y": [1, 3, 10, 10]}, image),
        "softmax": vector([node("Softmax", ["x"], "y", axis=1)], {"y": [1, 4]}),
        "pointwise": pointwise({
            "abs": node("Abs", ["x"], "abs"), "neg": node("Neg", ["x"], "neg"), "sign": node("Sign", ["x"], "sign"), "leaky": node("LeakyRelu", ["x"], "leaky", alpha=0.25),
            "floor": node("Floor", ["x"], "floor"), "ceil": node("Ceil", ["x"], "ceil"), "round": node("Round", ["x"], "round"),
        }),
        "tables": pointwise({name: node(op, ["x"], name) for name, op in {
            "tanh": "Tanh", "erf": "Erf", "exp": "Exp", "sin": "Sin", "cos": "Cos", "atan": "Atan", "sinh": "Sinh", "cosh": "Cosh", "asinh": "Asinh", "tan": "Tan"}.items()}),
        "powers": vector([
            weights("two", [1], [2.0]), weights("three", [1], [3.0]), node("Pow", ["x", "two"], "s"), node("Pow", ["x", "three"], "c"), node("Sqrt", ["s"], "r"),
            node("Add", ["c", "r"], "y"),
        ], {"y": [1, 4]}),
        "inverse": vector([node("Abs", ["x"], "a"), weights("one", [1], [1.0]), node("Add", ["a", "one"], "p"), node("Reciprocal", ["p"], "i"), node("Div", ["x", "p"], "y")], {"y": [1, 4], "i": [1, 4]}),
        "folds": vector([
            node("ReduceMean", ["x"], "mean", axes=[1], keepdims=1), node("ReduceMax", ["x"], "max", axes=[1], keepdims=1), node("ReduceMin", ["x"], "min", axes=[1], keepdims=1),
            node("ReduceProd", ["x"], "prod", axes=[1], keepdims=1), node("ArgMin", ["x"], "least", axis=1, keepdims=1), node("ReduceL1", ["x"], "l1", axes=[1], keepdims=1),
        ], {name: [1, 1] for name in ["mean", "max", "min", "prod", "least", "l1"]}),
        "variance": vector([
            node("ReduceMean", ["x"], "m", axes=[1], keepdims=1), node("Sub", ["x", "m"], "d"), weights("two", [1], [2.0]), node("Pow", ["d", "two"], "q"),
            node("ReduceMean", ["q"], "v", axes=[1], keepdims=1), weights("e", [1], [0.5]), node("Add", ["v", "e"], "w"), node("Sqrt", ["w"], "s"), node("Div", ["d", "s"], "y"),
        ], {"y": [1, 4]}),
        "top": vector([integers("k", [1], [2]), node("TopK", ["x", "k"], "t", "at", axis=1, largest=1, sorted=1), node("Neg", ["t"], "y")], {"y": [1, 2]}),
        "places": vector([
            node("Transpose", ["x"], "t", perm=[1, 0]), node("Concat", ["x", "x"], "c", axis=1), integers("starts", [1], [1]), integers("ends", [1], [7]), integers("axes", [1], [1]),
            integers("steps", [1], [2]), node("Slice", ["c", "starts", "ends", "axes", "steps"], "s"), integers("pads", [4], [0, 1, 0, 2]), node("Pad", ["s", "pads"], "p"),
            integers("at", [3], [2, 0, 2]), node("Gather", ["x", "at"], "g", axis=1),
        ], {"t": [4, 1], "p": [1, 6], "g": [1, 3]}),
        "gathered": vector([
            integers("at", [1, 2], [2, 0]), node("GatherElements", ["x", "at"], "g", axis=1), integers("nd", [2, 2], [0, 3, 0, 1]), node("GatherND", ["x", "nd"], "n"),
        ], {"g": [1, 2], "n": [2]}),
        "scattered": vector([
            integers("at", [1, 2], [2, 0]), node("Slice", ["x", "from", "to", "axes"], "u"), integers("from", [1], [2]), integers("to", [1], [4]), integers("axes", [1], [1]),
            node("ScatterElements", ["x", "at", "u"], "y", axis=1),
        ], {"y": [1, 4]}),
        "logic": vector([
            weights("t", [1, 4], [0.1, -0.2, 0.3, 0.0]), node("Less", ["x", "t"], "l"), node("GreaterOrEqual", ["x", "t"], "g"), node("Xor", ["l", "g"], "e"), node("Or", ["l", "e"], "o"),
            node("And", ["o", "g"], "a"), node("Where", ["a", "x", "t"], "y"),
        ], {"y": [1, 4]}),
        "chosen": vector([*layer("x", "s", 4, 4), node("ArgMax", ["s"], "at", axis=1, keepdims=1), node("GatherElements", ["x", "at"], "y", axis=1)], {"y": [1, 1]}),
        "passed": vector([node("Identity", ["x"], "y")], {"y": [1, 4]}, element=INT64),
        "resized": vector([weights("scales", [4], [1.0, 1.0, 2.0, 2.0]), node("Resize", ["x", "", "scales"], "y", mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")], {"y": [1, 2, 10, 10]}, image),
        "triangle": vector([node("Trilu", ["x"], "y", upper=1)], {"y": [1, 3, 3]}, [1, 3, 3]),
        "lower": vector([integers("k", [], [1]), node("Trilu", ["x", "k"], "y", upper=0)], {"y": [3, 3]}, [3, 3]),
        "dot": vector([node("Transpose", ["x"], "t", perm=[1, 0]), node("MatMul", ["x", "t"], "y")], {"y": [3, 3]}, [3, 4]),
    }


def integer(felt: str) -> int:
    value = int.from_bytes(bytes.fromhex(felt), "little")
    return value - R if value > R // 2 else value


async def record(name: str, model: dict) -> dict:
    with tempfile.TemporaryDirectory() as work:
        def path(file: str) -> str:
            return os.path.join(work, file)

        with open(path("network.onnx"), "wb") as file:
            file.write(model["onnx"])
        with open(path("input.json"), "w") as file:
            json.dump({"input_data": model["inputs"]}, file)
        arguments = ezkl.PyRunArgs()
        arguments.decomp_base, arguments.decomp_legs = 128, 4
        arguments.input_visibility, arguments.param_visibility = "public", "fixed"
        arguments.lookup_range, arguments.logrows = (-1024, 1024), 12
        await call(ezkl.gen_settings, path("network.onnx"), path("settings.json"), py_run_args=arguments)
        await call(ezkl.compile_circuit, path("network.onnx"), path("network.ezkl"), path("settings.json"))
        await call(ezkl.gen_witness, path("input.json"), path("network.ezkl"), path("witness.json"))
        with open(path("network.ezkl"), "rb") as file:
            circuit = base64.b64encode(zlib.compress(file.read(), 9)).decode()
        with open(path("witness.json")) as file:
            witness = json.load(file)
        signed = {key: [[integer(felt) for felt in tensor] for tensor in witness[key]] for key in ["inputs", "outputs"]}
        return {"circuit": circuit, **signed}


async def main() -> None:
    version = ezkl.__version__
    recorded = {}
    for name, model in models().items():
        try:
            recorded[name] = await record(name, model)
        except BaseException as error:  # a panic of the engine is no Exception
            print(f"{name}: {str(error).strip().splitlines()[-1] if str(error).strip() else error!r}", file=sys.stderr)
    os.makedirs(os.path.join(HERE, "envelope"), exist_ok=True)
    with open(os.path.join(HERE, "envelope", f"{version}.json"), "w") as file:
        lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(each)}" for name, each in recorded.items())
        file.write('{\n  "source": ' + json.dumps(f"ezkl {version}, PyPI") + ',\n  "command": "python record_envelope.py",\n  "circuits": {\n' + lines + "\n  }\n}\n")


if __name__ == "__main__":
    asyncio.run(main())
