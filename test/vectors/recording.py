"""What the recording scripts share: one model's keys, verifier source and proofs, made with the engine itself, written beside this file."""
import datetime
import hashlib
import inspect
import json
import os
import re
import subprocess
import tempfile

import ezkl
import onnx_bytes as onnx

LIMBS = 6
HERE = os.path.dirname(os.path.abspath(__file__))


def contexts_for(model_digest: str, *request: str) -> dict:
    """What scripts/vectors/contexts.ts prints: needs a Node that runs TypeScript (22.18 or newer) first in PATH. `request`: see there."""
    return printed_by("contexts.ts", model_digest, *request)


def printed_by(script: str, *arguments: str) -> dict:
    """What a script of scripts/vectors prints."""
    path = os.path.join(HERE, "..", "..", "scripts", "vectors", script)
    return json.loads(subprocess.run(["node", path, *arguments], check=True, capture_output=True).stdout)


def bound(model_file: str) -> bytes:
    """The model with the context's pass-through, as the build adds it."""
    with open(model_file, "rb") as file:
        return onnx.append_to_graph(file.read(), [
            onnx.node("Identity", ["ezkl_context"], "ezkl_context_out"),
            onnx.graph_input("ezkl_context", onnx.INT64, [1, LIMBS]), onnx.graph_output("ezkl_context_out", onnx.INT64, [1, LIMBS]),
        ])


def onnx_of(model_folder: str) -> str:
    """The file that a model's circuit is made from: its own ONNX, or a rewritten one that says the same."""
    return os.path.join(model_folder, json.loads(read(model_folder, "model.json"))["onnx"])


def read(*path: str) -> str:
    with open(os.path.join(*path)) as file:
        return file.read()


def digest_in(library: str) -> str:
    """The model digest that a generated statement library names."""
    return re.search(r"MODEL_DIGEST\s*=\s*(0x[0-9a-f]{64})", read(library)).group(1)


async def call(function, *args, **kwargs):
    result = function(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


def write(folder: str, name: str, text: str) -> None:
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, name), "w") as file:
        file.write(text)


async def verifier_source(path, srs: str, name: str, **options) -> str:
    """The engine looks in HOME for a solc of its own; it writes the source before it fails to find one."""
    os.environ["HOME"] = path("")
    try:
        await call(ezkl.create_evm_verifier, path("vk.key"), path("settings.json"), path(name), path("abi.json"), srs_path=srs, **options)
    except RuntimeError:
        pass
    return read(path(name))


async def record(folder: str, command: str, model: bytes, settings: str, srs: str, proofs: dict, contexts: dict, reusable: bool = False) -> None:
    """`proofs`: name -> (the model's input, name of the context); an input is one tensor's values, or a list of them a tensor. `model` has the context's pass-through and `settings` are its settings' text. `reusable`: what the engine's reusable verifier needs, too."""
    with tempfile.TemporaryDirectory() as work:
        def path(name: str) -> str:
            return os.path.join(work, name)

        with open(path("network.onnx"), "wb") as file:
            file.write(model)
        with open(path("settings.json"), "w") as file:
            file.write(settings)
        await call(ezkl.compile_circuit, path("network.onnx"), path("network.ezkl"), path("settings.json"))
        await call(ezkl.setup, path("network.ezkl"), path("vk.key"), path("pk.key"), srs_path=srs)
        write(folder, "verifier.sol.txt", await verifier_source(path, srs, "Verifier.sol"))  # not .sol: Hardhat compiles every .sol under test/
        write(folder, "settings.json", settings)
        if reusable:
            write(folder, "reusable.sol.txt", await verifier_source(path, srs, "Reusable.sol", reusable=True))
            await call(ezkl.create_evm_vka, path("vk.key"), path("settings.json"), path("vka.bin"), srs_path=srs, decimals=18)
            with open(path("vka.bin"), "rb") as file:
                write(folder, "vka.hex", file.read().hex() + "\n")

        for name, (values, context) in proofs.items():
            tensors = values if isinstance(values[0], list) else [values]
            with open(path("input.json"), "w") as file:
                json.dump({"input_data": [*tensors, contexts[context]["limbs"]]}, file)
            await call(ezkl.gen_witness, path("input.json"), path("network.ezkl"), path("witness.json"), path("vk.key"), srs)
            await call(ezkl.prove, path("witness.json"), path("network.ezkl"), path("pk.key"), path("proof.json"), srs_path=srs)
            assert await call(ezkl.verify, path("proof.json"), path("settings.json"), path("vk.key"), srs_path=srs)
            with open(path("proof.json")) as file:
                proof = json.load(file)
            write(folder, f"{name}.json", json.dumps({
                "provenance": {
                    "model": folder, "onnxSha256": hashlib.sha256(model).hexdigest(), "engine": f"ezkl {ezkl.__version__}",
                    "command": command, "date": datetime.date.today().isoformat(),
                },
                "context": contexts[context],
                "input": [value for tensor in tensors for value in tensor],
                "outputs": [float(value) for value in proof["pretty_public_inputs"]["rescaled_outputs"][0]],
                "instances": ["0x" + bytes.fromhex(felt)[::-1].hex() for felt in proof["instances"][0]],
                "proof": "0x" + bytes(proof["proof"]).hex(),
            }, indent=2) + "\n")
