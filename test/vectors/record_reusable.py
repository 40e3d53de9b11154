#!/usr/bin/env python3
"""Records what the engine's reusable verifier needs, and a real proof for it. Every run makes new proofs; keys and dev SRS files are thrown away.

    python record_reusable.py      with ezkl 23.0.5: scorer-wide, scorer-wide-reweighted

Needs a Python that has that engine and nothing else. The scorer of record_scorer.py on seven inner columns: its own verifier is larger than a chain
stores. The other one differs in one weight: of it only the artifact is kept.
"""
import asyncio
import hashlib
import os
import shutil
import tempfile

import ezkl
from record_scorer import FEATURES, network, settings_of
from recording import HERE, contexts_for, record

COMMAND = "python record_reusable.py"
K = 9


async def main() -> None:
    model, reweighted = network(), network(first_weight=1.0)
    contexts = contexts_for("0x" + hashlib.sha256(model).hexdigest())
    columns = {"num_inner_cols": 7, "logrows": K}
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, K)
        proofs = {"alice-1": (FEATURES, "alice1")}
        await record("scorer-wide", COMMAND, model, await settings_of(model, **columns), srs, proofs, contexts, reusable=True)
        await record("other", COMMAND, reweighted, await settings_of(reweighted, **columns), srs, {}, contexts, reusable=True)
        shutil.move(os.path.join(HERE, "other", "vka.hex"), os.path.join(HERE, "scorer-wide", "vka-reweighted.hex"))
        shutil.rmtree(os.path.join(HERE, "other"))


asyncio.run(main())
