"""Runs one model through the engine and prints settings and proof as one JSON object; record.ts calls it.

    python record.py MODEL.onnx INPUT.json SRS_DIR INPUT_VISIBILITY OUTPUT_VISIBILITY
"""

import asyncio
import inspect
import json
import os
import sys
import tempfile

import ezkl


async def call(function, *args, **kwargs):
    result = function(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


async def main() -> None:
    model, data, srs_dir, input_visibility, output_visibility = sys.argv[1:6]
    run_args = ezkl.PyRunArgs()
    run_args.input_visibility, run_args.output_visibility = input_visibility, output_visibility
    run_args.param_visibility = "fixed"
    run_args.decomp_base, run_args.decomp_legs, run_args.num_inner_cols = 128, 4, 1
    with tempfile.TemporaryDirectory() as out:
        path = lambda name: os.path.join(out, name)  # noqa: E731
        await call(ezkl.gen_settings, model, path("settings.json"), py_run_args=run_args)
        await call(ezkl.calibrate_settings, data, model, path("settings.json"), "resources", 2.0, [7], [1])
        with open(path("settings.json")) as file:
            settings = json.load(file)
        srs = os.path.join(srs_dir, f"kzg{settings['run_args']['logrows']}.srs")
        await call(ezkl.compile_circuit, model, path("network.ezkl"), path("settings.json"))
        await call(ezkl.setup, path("network.ezkl"), path("vk.key"), path("pk.key"), srs_path=srs)
        await call(ezkl.gen_witness, data, path("network.ezkl"), path("witness.json"), path("vk.key"), srs)
        await call(ezkl.prove, path("witness.json"), path("network.ezkl"), path("pk.key"), path("proof.json"), srs_path=srs)
        with open(path("proof.json")) as file:
            proof = json.load(file)
    del proof["proof"], proof["hex_proof"]
    print(json.dumps({"settings": settings, "proof": proof}))


asyncio.run(main())
