"""The circuit against the float model on every hold-out window. Needs `ezkl`, of model.json's version, besides
requirements.txt; makes no keys. The context pass-through is left out: it touches neither returns nor allocation.
"""

import asyncio
import inspect
import json
import tempfile
from pathlib import Path

import ezkl
import numpy as np

from export import infer, write_json
from series import HERE, HOLDOUT_START, make_windows


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


async def main() -> None:
    config = json.loads((HERE / "model.json").read_text())
    windows = make_windows()
    past = windows.where(windows.day >= HOLDOUT_START).past
    network = HERE / config["onnx"]
    expected = infer(network.read_bytes(), past)
    with tempfile.TemporaryDirectory() as folder:
        settings, circuit, data, witness = (str(Path(folder) / name) for name in ("s.json", "c", "d.json", "w.json"))
        ezkl.gen_settings(str(network), settings, py_run_args=run_args(config))
        ezkl.compile_circuit(str(network), circuit, settings)
        made = json.loads(Path(settings).read_text())
        scale = made["model_output_scales"][0]
        found = []
        for window in past:
            write_json(Path(data), {"input_data": [window.tolist()]})
            result = await settle(ezkl.gen_witness(data, circuit, witness))
            found.append(ezkl.felt_to_float(result["outputs"][0][0], scale))
    error = np.abs(np.array(found) - expected)
    print(f"engine {made['version']}, rows {made['num_rows']} (without the context), output scale 2^-{scale}")
    print(f"{len(error)} hold-out windows: largest error {error.max():.2e}, mean {error.mean():.2e}")
    print(f"outside [0, 1]: {sum(value < 0 or value > 1 for value in found)}")


if __name__ == "__main__":
    asyncio.run(main())
