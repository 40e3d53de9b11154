#!/usr/bin/env python3
"""Records the real proofs of models/singing-judge that singing-judge/request.json lists, with a dev SRS that is thrown away.

    python record_judge.py      with the model's engine, after `hardhat ezkl build singing-judge`; Node first in PATH

Reads the committed ONNX file, the pinned settings, the request and, from the generated library, the model digest; the synthetic singer sings what
the request asks for. Record again whenever model or settings have changed: the test says so, because the contexts then no longer fit.
"""
import asyncio
import json
import os
import tempfile

import ezkl
from recording import HERE, bound, contexts_for, digest_in, printed_by, read, record

ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "singing-judge")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "singing-judge", "SingingJudgeStatement.sol")
REQUEST = os.path.join(HERE, "singing-judge", "request.json")


async def main() -> None:
    model = bound(os.path.join(MODEL, "network.onnx"))
    settings = read(MODEL, "settings.json")
    digest = digest_in(LIBRARY)
    wanted = json.loads(read(REQUEST))["proofs"]
    features = printed_by("judge-features.ts", REQUEST)
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("singing-judge", "python record_judge.py", model, settings, srs, {
            proof["name"]: ([features[proof["name"]]["pitch"], features[proof["name"]]["energy"], proof["melody"]], proof["name"])
            for proof in wanted
        }, contexts_for(digest, REQUEST))


asyncio.run(main())
