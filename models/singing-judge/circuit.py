"""The circuit's own answers: the engine's witness for each attempt. Makes no keys.

The context pass-through is left out: it touches neither the features nor the score.
"""

import asyncio
import inspect
import json
import tempfile
from pathlib import Path

import ezkl
import numpy as np

from attempts import Attempts
from export import HERE, sample, write_json


async def settle(result: object) -> object:
    """Some of the engine's calls are coroutines in some versions."""
    return await result if inspect.isawaitable(result) else result


def run_args(config: dict) -> ezkl.PyRunArgs:
    chosen, args = config["runArgs"], ezkl.PyRunArgs()
    args.input_visibility, args.output_visibility, args.param_visibility = config["inputVisibility"], "public", "fixed"
    args.input_scale, args.param_scale, args.logrows = chosen["inputScale"], chosen["paramScale"], chosen["logrows"]
    args.decomp_base, args.decomp_legs = chosen["decompBase"], chosen["decompLegs"]
    args.num_inner_cols, args.scale_rebase_multiplier = chosen["innerColumns"], chosen["scaleRebaseMultiplier"]
    return args


async def _scores(attempts: Attempts) -> np.ndarray:
    config = json.loads((HERE / "model.json").read_text())
    network = str(HERE / config["onnx"])
    found = np.empty(len(attempts.score))
    with tempfile.TemporaryDirectory() as folder:
        settings, circuit, data, witness = (str(Path(folder) / name) for name in ("s.json", "c", "d.json", "w.json"))
        ezkl.gen_settings(network, settings, py_run_args=run_args(config))
        ezkl.compile_circuit(network, circuit, settings)
        scale = json.loads(Path(settings).read_text())["model_output_scales"][0]
        for row, attempt in enumerate(zip(*attempts)):
            write_json(Path(data), {"input_data": sample(*attempt)["input_data"]})
            result = await settle(ezkl.gen_witness(data, circuit, witness))
            found[row] = ezkl.felt_to_float(result["outputs"][0][0], scale)
    return found


def circuit_scores(attempts: Attempts) -> np.ndarray:
    """[attempts], as a proof would show them."""
    return asyncio.run(_scores(attempts))
