"""Runs one model through the engine and prints settings and proof as one JSON object; scripts/vectors/record-codec.ts calls it.

    python record.py MODEL.onnx INPUT.json SCALE INPUT_VISIBILITY OUTPUT_VISIBILITY SRS_DIR

SRS_DIR is a cache: a dev SRS that is missing there is made.
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
    model, data, scale, input_visibility, output_visibility, srs_dir = sys.argv[1:7]
    run_args = ezkl.PyRunArgs()
    run_args.input_visibility, run_args.output_visibility = input_visibility, output_visibility
    run_args.param_visibility = "fixed"
    run_args.input_scale = run_args.param_scale = int(scale)
    run_args.decomp_base, run_args.decomp_legs, run_args.num_inner_cols = 128, 4, 1
    with tempfile.TemporaryDirectory() as out:
        path = lambda name: os.path.join(out, name)  # noqa: E731
        await call(ezkl.gen_settings, model, path("settings.json"), py_run_args=run_args)
        await call(ezkl.calibrate_settings, data, model, path("settings.json"), "resources", 2.0, [int(scale)], [1])
        with open(path("settings.json")) as file:
            settings = json.load(file)
        k = settings["run_args"]["logrows"]
        srs = os.path.join(srs_dir, f"{k}.srs")
        if not os.path.exists(srs):
            ezkl.gen_srs(srs, k)
        await call(ezkl.compile_circuit, model, path("network.ezkl"), path("settings.json"))
        await call(ezkl.setup, path("network.ezkl"), path("vk.key"), path("pk.key"), srs_path=srs)
        await call(ezkl.gen_witness, data, path("network.ezkl"), path("witness.json"), path("vk.key"), srs)
        await call(ezkl.prove, path("witness.json"), path("network.ezkl"), path("pk.key"), path("proof.json"), srs_path=srs)
        assert await call(ezkl.verify, path("proof.json"), path("settings.json"), path("vk.key"), srs_path=srs)
        with open(path("proof.json")) as file:
            proof = json.load(file)
    kept = {key: proof[key] for key in ("instances", "pretty_public_inputs")}
    print(json.dumps({"settings": settings, "proof": kept}))


asyncio.run(main())
