#!/usr/bin/env python3
"""Records what circuits really cost, for the tests of the cost model: settings, sizes of keys and proofs, seconds, memory, gas.

    python record_circuits.py MODELS [name ...]      with ezkl 21.0.0 or 23.0.5; writes circuits/<version>.json beside this file

MODELS holds a folder a model, {network.onnx,input.json}: the ezkl project's example suite. Needs a Node that runs TypeScript (22.18 or newer) first in PATH.
Every step runs in a process of its own, and a proof is made twice: seconds are those of the processor (user and system), the fewer
of the two, because a busy machine delays the clock far more than the processor. Names given are recorded anew, the others are kept.
"""
import asyncio
import datetime
import json
import math
import os
import resource
import subprocess
import sys
import tempfile

import ezkl
from recording import HERE, call, read, verifier_source

COMMAND = "python record_circuits.py MODELS"
REPEATS = 2
TABLE_MARGIN = 8
LARGEST_K = 13
# What the shape of a circuit follows from; the rest of the settings stays out of the file.
SHAPE_KEYS = ["num_rows", "total_assignments", "total_const_size", "total_dynamic_col_size", "max_dynamic_input_len", "num_dynamic_lookups", "num_shuffles",
              "total_shuffle_col_size", "einsum_params", "model_instance_shapes", "model_output_scales", "model_input_scales", "module_sizes", "required_lookups",
              "required_range_checks", "version", "input_types", "output_types", "check_mode", "num_blinding_factors"]


def arguments(base: int, legs: int, columns: int, visibility: str = "private", more_k: int = 0) -> dict:
    return {"decomp_base": base, "decomp_legs": legs, "num_inner_cols": columns, "input_visibility": visibility, "more_k": more_k}


# Models with a lookup table get a short range, which is what a calibration finds.
RANGE = (-1000, 1000)
CIRCUITS = {
    "1l_div": arguments(128, 4, 1), "1l_eltwise_div": arguments(64, 5, 1, more_k=1), "1l_identity": arguments(64, 5, 2), "1l_mlp": arguments(128, 4, 1),
    "1l_reshape": arguments(256, 4, 1, "public"), "1l_sigmoid": arguments(128, 4, 1), "1l_tanh": arguments(128, 4, 2), "1l_tiny_div": arguments(64, 5, 1),
    "1l_powf": arguments(256, 4, 1), "1l_erf": arguments(128, 4, 1, "hashed"), "2l_relu_fc": arguments(32, 6, 1), "2l_relu_small": arguments(64, 5, 3),
    "2l_relu_sigmoid_small": arguments(128, 4, 1), "arange": arguments(1024, 3, 1), "blackman_window": arguments(64, 5, 1, "public"), "clip": arguments(128, 4, 1),
    "hard_sigmoid": arguments(128, 4, 1, "hashed"), "hard_swish": arguments(64, 5, 1), "hierarchical_risk": arguments(128, 4, 1), "less": arguments(128, 4, 1),
"max": arguments(128, 4, 2), "quantize_dequantize": arguments(128, 4, 1), "reducel1": arguments(64, 5, 1),
    "rsqrt": arguments(128, 4, 1), "scatter_nd": arguments(128, 4, 1), "tril": arguments(128, 4, 1), "1l_softmax": arguments(128, 4, 1),
    "hummingbird_decision_tree": arguments(128, 4, 1), "1l_conv_transpose": arguments(256, 4, 2), "3l_relu_conv_fc": arguments(128, 4, 1),
    "large_op_graph": arguments(128, 4, 1), "layernorm": arguments(256, 4, 1),
}


def smallest_k(settings: dict, columns: int) -> int:
    tables = [high - low for low, high in settings["required_range_checks"]] + ([RANGE[1] - RANGE[0]] if settings["required_lookups"] else [])
    cells = max(settings["total_assignments"] / columns, settings["module_sizes"]["poseidon"][0], settings["total_const_size"], *tables)
    return max(6, math.ceil(math.log2(cells + TABLE_MARGIN + 1)))


def seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_bytes() -> int:
    """Of this process alone: what getrusage gives counts the one that started it, too."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))


async def timed(function, *args, **kwargs) -> float:
    before = seconds()
    await call(function, *args, **kwargs)
    return round(seconds() - before, 3)


async def step(name: str, work: str) -> dict:
    """One step in this process, whose memory and seconds are its own."""
    def path(file: str) -> str:
        return os.path.join(work, file)

    if name == "setup":
        spent = await timed(ezkl.setup, path("network.ezkl"), path("vk.key"), path("pk.key"), srs_path=path("srs"))
    else:
        spent = await timed(ezkl.prove, path("witness.json"), path("network.ezkl"), path("pk.key"), path("proof.json"), srs_path=path("srs"))
    return {"seconds": spent, "memory": peak_bytes()}


def own_process(name: str, work: str) -> dict:
    done = subprocess.run([sys.executable, __file__, "--step", name, work], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


async def circuit(model: str, options: dict, srs_of, home: str) -> tuple[dict, dict]:
    """What verifier-gas.ts needs, and what is recorded. `home`: where the engine keeps the lookup tables that it has computed once."""
    run_args = ezkl.PyRunArgs()
    run_args.output_visibility, run_args.param_visibility, run_args.lookup_range = "public", "fixed", RANGE
    for name, value in options.items():
        if name != "more_k":
            setattr(run_args, name, value)
    with tempfile.TemporaryDirectory() as work:
        def path(file: str) -> str:
            return os.path.join(work, file)

        network, data = os.path.join(model, "network.onnx"), os.path.join(model, "input.json")
        await call(ezkl.gen_settings, network, path("settings.json"), py_run_args=run_args)
        settings = json.loads(read(path("settings.json")))
        k = smallest_k(settings, options["num_inner_cols"]) + options["more_k"]
        if k > LARGEST_K:
            raise RuntimeError(f"k = {k} takes too long to record")
        settings["run_args"]["logrows"] = k
        with open(path("settings.json"), "w") as file:
            json.dump(settings, file)
        os.symlink(await srs_of(k), path("srs"))
        await call(ezkl.compile_circuit, network, path("network.ezkl"), path("settings.json"))
        await call(ezkl.gen_witness, data, path("network.ezkl"), path("witness.json"))
        setup = own_process("setup", work)
        proofs = [own_process("prove", work) for _ in range(REPEATS)]
        assert await call(ezkl.verify, path("proof.json"), path("settings.json"), path("vk.key"), srs_path=path("srs"))
        proof = json.loads(read(path("proof.json")))
        source = await verifier_source(path, path("srs"), "verifier.sol")
        os.environ["HOME"] = home
        felts = [str(int.from_bytes(bytes.fromhex(felt), "little")) for felt in proof["instances"][0]]
        verification = {"source": source, "engine": ezkl.__version__, "proof": "0x" + bytes(proof["proof"]).hex(), "instances": felts}
        return verification, {
            "settings": {"run_args": settings["run_args"], **{key: settings[key] for key in SHAPE_KEYS if key in settings}},
            "measured": {
                "proofBytes": len(proof["proof"]), "pkBytes": os.path.getsize(path("pk.key")), "vkBytes": os.path.getsize(path("vk.key")),
                "proveSeconds": min(each["seconds"] for each in proofs), "setupSeconds": setup["seconds"],
                "memoryBytes": min(each["memory"] for each in proofs),
            },
        }


async def main() -> None:
    if sys.argv[1] == "--step":
        print(json.dumps(await step(sys.argv[2], sys.argv[3])), flush=True)
        os._exit(0)  # the engine's threads may abort the interpreter's end
    models, only = sys.argv[1], sys.argv[2:]
    file_name = os.path.join(HERE, "circuits", f"{ezkl.__version__}.json")
    circuits = json.loads(read(file_name))["circuits"] if only and os.path.exists(file_name) else {}
    with tempfile.TemporaryDirectory() as srs_folder, tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home

        async def srs_of(k: int) -> str:
            name = os.path.join(srs_folder, f"{k}.srs")
            if not os.path.exists(name):
                await call(ezkl.gen_srs, name, k)
            return name

        verifications = {}
        for name in only or CIRCUITS:
            try:
                verifications[name], circuits[name] = await circuit(os.path.join(models, name), CIRCUITS[name], srs_of, home)
            except (RuntimeError, subprocess.CalledProcessError) as error:
                print(f"{name}: not recorded: {str(error)[:200]} {str(getattr(error, 'stderr', ''))[-300:]}", flush=True)
                continue
            print(name, circuits[name]["settings"]["run_args"]["logrows"], circuits[name]["measured"], flush=True)
            save(file_name, circuits)
        for name, figures in zip(verifications, gas_of(list(verifications.values()))):
            circuits[name]["measured"].update(figures)
    save(file_name, circuits)


def save(file_name: str, circuits: dict) -> None:
    with open(file_name, "w") as file:
        json.dump({
            "provenance": {
                "models": "the ezkl project's example suite", "engine": f"ezkl {ezkl.__version__}", "command": COMMAND,
                "date": datetime.date.today().isoformat(), "threads": os.cpu_count(), "hardfork": "osaka",
            },
            "circuits": circuits,
        }, file, indent=1)
        file.write("\n")


def gas_of(verifications: list[dict]) -> list[dict]:
    """What verifying costs, of both renderings of each verifier."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(verifications, file)
        file.flush()
        root = os.path.join(HERE, "..", "..")
        return json.loads(subprocess.run(["node", "scripts/vectors/verifier-gas.ts", file.name], cwd=root, check=True, capture_output=True).stdout)


asyncio.run(main())
