#!/usr/bin/env python3
"""Records the real proofs of the scorer. Every run makes new proofs; keys and dev SRS files are thrown away.

    python record_scorer.py      with ezkl 21.0.0: scorer, scorer-reweighted, scorer-foreign, scorer-other-srs
    python record_scorer.py      with ezkl 23.0.5: scorer-v23

Needs a Python that has one of the two engines and nothing else.

The scorer: features [1,3] -> 4 hidden units, ReLU -> scores [1,2]; six context limbs pass through. Inputs are private, so the eight instances
are the two scores, then the context. The variants differ from it in one weight, in their hidden layer (5 units), in the SRS alone.
"""
import asyncio
import hashlib
import os
import tempfile

import ezkl
import onnx_bytes as onnx
from recording import call, contexts_for, record

COMMAND = "python record_scorer.py"
LIMBS, K, SCALE = 6, 11, 8
FEATURES = [0.5, -0.25, 1.0]
NEGATIVE = [-1.5, 1.25, -0.75]


def network(hidden: int = 4, first_weight: float = 0.75) -> bytes:
    """Weights are small multiples of 1/4, so the quantised model is exact."""
    first = [((5 * i) % 7 - 3) / 4 for i in range(3 * hidden)]
    first[0] = first_weight
    second = [((3 * i) % 5 - 2) / 4 for i in range(2 * hidden)]
    return onnx.model("scorer", [
        onnx.node("MatMul", ["features", "w1"], "h1"), onnx.node("Add", ["h1", "b1"], "h2"), onnx.node("Relu", ["h2"], "h3"),
        onnx.node("MatMul", ["h3", "w2"], "h4"), onnx.node("Add", ["h4", "b2"], "scores"),
        onnx.node("Identity", ["ezkl_context"], "ezkl_context_out"),
        onnx.weights("w1", [3, hidden], first), onnx.weights("b1", [1, hidden], [0.25] * hidden),
        onnx.weights("w2", [hidden, 2], second), onnx.weights("b2", [1, 2], [0.5, -0.25]),
        onnx.graph_input("features", onnx.FLOAT, [1, 3]), onnx.graph_input("ezkl_context", onnx.INT64, [1, LIMBS]),
        onnx.graph_output("scores", onnx.FLOAT, [1, 2]), onnx.graph_output("ezkl_context_out", onnx.INT64, [1, LIMBS]),
    ])


async def settings_of(model: bytes, **others: int) -> str:
    run_args = ezkl.PyRunArgs()
    run_args.input_visibility, run_args.output_visibility, run_args.param_visibility = "private", "public", "fixed"
    run_args.input_scale = run_args.param_scale = SCALE
    run_args.decomp_base, run_args.decomp_legs, run_args.num_inner_cols, run_args.logrows = 128, 4, 1, K
    for name, value in others.items():
        setattr(run_args, name, value)
    with tempfile.TemporaryDirectory() as work:
        network_path, settings_path = os.path.join(work, "network.onnx"), os.path.join(work, "settings.json")
        with open(network_path, "wb") as file:
            file.write(model)
        await call(ezkl.gen_settings, network_path, settings_path, py_run_args=run_args)
        with open(settings_path) as file:
            return file.read()


async def main() -> None:
    model = network()
    contexts = contexts_for("0x" + hashlib.sha256(model).hexdigest())

    async def scorer(folder: str, variant: bytes, srs: str, proofs: dict) -> None:
        await record(folder, COMMAND, variant, await settings_of(variant), srs, proofs, contexts)

    with tempfile.TemporaryDirectory() as work:
        srs, other_srs = os.path.join(work, "kzg.srs"), os.path.join(work, "other.srs")
        ezkl.gen_srs(srs, K)
        one = {"alice-1": (FEATURES, "alice1")}
        if ezkl.__version__.startswith("23"):
            return await scorer("scorer-v23", model, srs, one)
        ezkl.gen_srs(other_srs, K)
        await scorer("scorer", model, srs, {
            **one,
            "alice-1-again": (FEATURES, "alice1"),
            "alice-2": (FEATURES, "alice2"),
            "alice-3-negative": (NEGATIVE, "alice3"),
            "bob-1": (FEATURES, "bob1"),
        })
        await scorer("scorer-reweighted", network(first_weight=1.0), srs, one)
        await scorer("scorer-foreign", network(hidden=5), srs, one)
        await scorer("scorer-other-srs", model, other_srs, one)


if __name__ == "__main__":
    asyncio.run(main())
