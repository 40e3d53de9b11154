#!/usr/bin/env python3
"""Records the real proofs of models/singing-judge that singing-judge/request.json lists, with a dev SRS that is thrown away.

    npm run record -- singing-contest      builds singing-judge, then runs this with the model's engine

Reads the committed ONNX file, the pinned settings, the request and, from the generated library, the model digest. The synthetic singer sings what
the request asks for until the judge gives it a score in its singer's band: the tests need an order among the singers, and no score of their own.
"""
import asyncio
import json
import os
import tempfile

import ezkl
from recording import HERE, LIMBS, bound, call, contexts_for, digest_in, printed_by, read, record

ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "singing-judge")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "singing-judge", "SingingJudgeStatement.sol")
REQUEST = os.path.join(HERE, "singing-judge", "request.json")
# Scores by singer, least and most. The bands are apart, so good comes before middling and middling before off-key.
BANDS = {"good": (0.85, 1.0), "middling": (0.4, 0.8), "off-key": (0.02, 0.35), "silence": (0.0, 0.0)}
FIRST_SEED, TAKES = 8, 40


async def score(folder: str, values: list) -> float:
    """What the circuit in `folder` gives, with no proof."""
    def path(name: str) -> str:
        return os.path.join(folder, name)

    with open(path("input.json"), "w") as file:
        json.dump({"input_data": [*values, [0] * LIMBS]}, file)
    await call(ezkl.gen_witness, path("input.json"), path("network.ezkl"), path("witness.json"))
    return float(json.loads(read(path("witness.json")))["pretty_elements"]["rescaled_outputs"][0][0])


async def takes(model: bytes, settings: str) -> dict:
    """The model's input for each wanted proof, by its name."""
    missing = {proof["name"]: proof for proof in json.loads(read(REQUEST))["proofs"]}
    found: dict = {}
    with tempfile.TemporaryDirectory() as work:
        onnx_file, settings_file = os.path.join(work, "network.onnx"), os.path.join(work, "settings.json")
        with open(onnx_file, "wb") as file:
            file.write(model)
        with open(settings_file, "w") as file:
            file.write(settings)
        await call(ezkl.compile_circuit, onnx_file, os.path.join(work, "network.ezkl"), settings_file)
        for seed in range(FIRST_SEED, FIRST_SEED + TAKES):
            features = printed_by("judge-features.ts", REQUEST, str(seed), *missing)
            for name, proof in list(missing.items()):
                values = [features[name]["pitch"], features[name]["energy"], proof["melody"]]
                least, most = BANDS[proof["features"]]
                given = await score(work, values)
                if least <= given <= most:
                    print(f"{name}: {given:.4f}, seed {seed}", flush=True)
                    found[name] = (values, name)
                    del missing[name]
            if not missing:
                return {name: found[name] for name in sorted(found)}
    raise SystemExit(f"the judge gives no score in their bands to {', '.join(missing)}, in {TAKES} takes: are its weights those of a judge?")


async def main() -> None:
    model = bound(os.path.join(MODEL, "network.onnx"))
    settings = read(MODEL, "settings.json")
    digest = digest_in(LIBRARY)
    proofs = await takes(model, settings)
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("singing-judge", "npm run record -- singing-contest", model, settings, srs, proofs, contexts_for(digest, REQUEST))


asyncio.run(main())
