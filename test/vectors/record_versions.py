#!/usr/bin/env python3
"""Records the real proofs of two versions of the scorer that could be published: version 2 has another first weight.

    npm run record -- model-registry      runs this with ezkl 21.0.0

Contexts name the digest that the model registry computes from the hashes of ONNX and settings. The hash of the settings is that of the recorded
file as it is, where the build takes the canonical form: nobody builds these again.
"""
import asyncio
import hashlib
import os
import tempfile

import ezkl
from record_scorer import FEATURES, K, network, settings_of
from recording import contexts_for, record


def digest_of(model: bytes, settings: str) -> str:
    parts = [hashlib.sha256(part).digest() for part in (model, settings.encode())]
    return "0x" + hashlib.sha256(b"hardhat-ezkl/model/v1" + b"".join(parts)).hexdigest()


async def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, K)
        for folder, model in [("scorer-version-1", network()), ("scorer-version-2", network(first_weight=1.0))]:
            settings = await settings_of(model)
            await record(folder, "npm run record -- model-registry", model, settings, srs, {
                "alice-1": (FEATURES, "alice1"), "alice-2": (FEATURES, "alice2"), "bob-1": (FEATURES, "bob1"),
            }, contexts_for(digest_of(model, settings)))


asyncio.run(main())
