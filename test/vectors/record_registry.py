#!/usr/bin/env python3
"""Records the real proofs of models/biometric-code that biometric-code/request.json lists, with a dev SRS that is thrown away.

    npm run record -- uniqueness-registry      builds biometric-code, then runs this with the model's engine

Reads the committed ONNX file, the pinned settings, the request and, from the generated library, the model digest; the captures are of synthetic
fingers, drawn anew from their names. Record again whenever model, settings or the fingers' generator have changed: the test says so, because the
contexts or codes then no longer fit.
"""
import asyncio
import json
import os
import tempfile

import ezkl
from recording import HERE, bound, contexts_for, digest_in, printed_by, read, record

ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "biometric-code")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "biometric-code", "BiometricCodeStatement.sol")
REQUEST = os.path.join(HERE, "biometric-code", "request.json")


async def main() -> None:
    model = bound(os.path.join(MODEL, "network.onnx"))
    settings = read(MODEL, "settings.json")
    captures = printed_by("registry-captures.ts", REQUEST)
    with tempfile.TemporaryDirectory() as work:
        hashed = os.path.join(work, "request.json")
        with open(hashed, "w") as file:
            json.dump({"proofs": [{**proof, "imageHash": captures[proof["name"]]["imageHash"]} for proof in json.loads(read(REQUEST))["proofs"]]}, file)
        contexts = contexts_for(digest_in(LIBRARY), hashed)
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("biometric-code", "npm run record -- uniqueness-registry", model, settings, srs, {
            name: (drawn["capture"], name) for name, drawn in captures.items()
        }, contexts)


asyncio.run(main())
