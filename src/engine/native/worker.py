"""The engine's calls, for the TypeScript side; see serve.py beside this file for how requests arrive."""

import inspect
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from serve import serve  # noqa: E402

ABI_STEP_FAILS_WITH = "contract not found at path: Halo2Verifier"


async def call(function, *args, **kwargs):
    result = function(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


def run_args(ezkl, values):
    args = ezkl.PyRunArgs()
    for name, value in values.items():
        setattr(args, name, [tuple(v) if isinstance(v, list) else v for v in value] if name == "variables" else tuple(value) if isinstance(value, list) else value)
    return args


async def settings(ezkl, r):
    await call(ezkl.gen_settings, r["onnx"], r["settings"], py_run_args=run_args(ezkl, r["runArgs"]))


async def calibrate(ezkl, r):
    await call(ezkl.calibrate_settings, r["data"], r["onnx"], r["settings"], r["target"], 2.0, None, [1], r.get("maxLogrows"))


async def compile_circuit(ezkl, r):
    await call(ezkl.compile_circuit, r["onnx"], r["circuit"], r["settings"])


async def setup(ezkl, r):
    await call(ezkl.setup, r["circuit"], r["vk"], r["pk"], srs_path=r["srs"])


async def witness(ezkl, r):
    await call(ezkl.gen_witness, r["input"], r["circuit"], r["witness"])


async def probe(ezkl, r):
    """Witnesses that are only looked at: of each input what the outputs and the lookups' extremes are, up to the first that fails."""
    answers = []
    for data in r["inputs"]:
        try:
            # Without a place for it the engine writes witness.json into the current folder.
            w = await call(ezkl.gen_witness, data, r["circuit"], os.devnull)
        except RuntimeError as error:
            return {"answers": answers, "failure": str(error)[:1000]}
        answers.append({"outputs": w["outputs"], "min": w["min_lookup_inputs"], "max": w["max_lookup_inputs"]})
    return {"answers": answers, "failure": None}


async def prove(ezkl, r):
    await call(ezkl.prove, r["witness"], r["circuit"], r["pk"], r["proof"], srs_path=r["srs"])


async def verify(ezkl, r):
    return bool(await call(ezkl.verify, r["proof"], r["settings"], r["vk"], srs_path=r["srs"]))


async def verifier_source(ezkl, r, **options):
    """The engine writes the source, then compiles it for an ABI; that second step is cut off (see home.ts) and must fail in one known way."""
    try:
        await call(ezkl.create_evm_verifier, r["vk"], r["settings"], r["source"], r["source"] + ".abi.json", srs_path=r["srs"], **options)
    except RuntimeError as error:
        if ABI_STEP_FAILS_WITH not in str(error):
            raise


async def reusable_verifier(ezkl, r):
    """Decimals are the engine's default: they only go into the rescaled instances, which nobody reads."""
    await verifier_source(ezkl, r, reusable=True)
    await call(ezkl.create_evm_vka, r["vk"], r["settings"], r["vka"], srs_path=r["srs"], decimals=18)


async def srs(ezkl, r):
    await call(ezkl.gen_srs, r["srs"], r["k"])


STEPS = {
    "settings": settings,
    "calibrate": calibrate,
    "compile": compile_circuit,
    "setup": setup,
    "witness": witness,
    "probe": probe,
    "prove": prove,
    "verify": verify,
    "verifierSource": verifier_source,
    "reusableVerifier": reusable_verifier,
    "srs": srs,
}


def load():
    import ezkl

    return ezkl


serve(load, STEPS)
