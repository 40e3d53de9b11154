"""The circuit against the float model and against network.py's integers, capture by capture. Makes no keys.

    python circuit.py --data DIR [--count 500]     a folder of dataset/make.ts; needs ezkl of model.json's version too

The context pass-through is left out: it touches no code. What the engine's witness has is what a proof would show.
"""

import argparse
import asyncio
import inspect
import json
import tempfile
from pathlib import Path

import ezkl
import numpy as np

from export import infer, salted
from network import SALT_BYTES, chunks_of, code_bits, largest_side
from patches import describe, read_patches
from projection import SAMPLE_SEED, projection
from weights import HERE, read_layers


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


async def circuit_chunks(config: dict, captures: np.ndarray) -> np.ndarray:
    """[n, CHUNKS] int64, as the public instances of a proof."""
    network = str(HERE / config["onnx"])
    found = []
    with tempfile.TemporaryDirectory() as folder:
        settings, circuit, data, witness = (str(Path(folder) / name) for name in ("s.json", "c", "d.json", "w.json"))
        ezkl.gen_settings(network, settings, py_run_args=run_args(config))
        ezkl.compile_circuit(network, circuit, settings)
        made = json.loads(Path(settings).read_text())
        print(f"engine {made['version']}, rows {made['total_assignments']} (without the context)")
        for capture in captures:
            Path(data).write_text(json.dumps({"input_data": [capture.tolist()]}))
            result = await settle(ezkl.gen_witness(data, circuit, witness))
            found.append([ezkl.felt_to_int(felt) for felt in result["outputs"][0]])
    return np.array(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=500)
    given = parser.parse_args()
    config, layers = json.loads((HERE / "model.json").read_text()), read_layers()
    captures = salted(read_patches(given.data)[: given.count, 0])
    bits = code_bits(layers, projection(SAMPLE_SEED, layers.mix.shape[1]), captures[:, :-SALT_BYTES])
    reference = chunks_of(bits)
    proven = asyncio.run(circuit_chunks(config, captures))
    floating = infer((HERE / config["onnx"]).read_bytes(), captures)
    print(f"{len(captures)} captures of {describe(given.data)}")
    print(f"codes that differ: circuit from integers {(proven != reference).any(axis=1).sum()}", end="")
    print(f", circuit from float model {(proven != floating).any(axis=1).sum()}")
    run = config["runArgs"]
    room = run["decompBase"] ** run["decompLegs"] / largest_side(layers)
    print(f"the circuit counts {room:.0f} times as far as any capture's bytes can take it")


if __name__ == "__main__":
    main()
