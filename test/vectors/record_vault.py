#!/usr/bin/env python3
"""Records the real proofs of models/trading-signal that trading-vault/request.json lists, with a dev SRS that is thrown away.

    npm run record -- trading-vault      builds trading-signal, then runs this with the model's engine

Reads the committed ONNX file, the pinned settings, the request and, from the generated library, the model digest; the windows come from the
committed closes, in the integers that the contract computes. Record again whenever model or settings have changed: the test says so, because the
contexts then no longer fit.
"""
import asyncio
import json
import os
import tempfile

import ezkl
from recording import HERE, bound, contexts_for, digest_in, onnx_of, printed_by, read, record

ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "trading-signal")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "trading-signal", "TradingSignalStatement.sol")
REQUEST = os.path.join(HERE, "trading-vault", "request.json")


async def main() -> None:
    model = bound(onnx_of(MODEL))
    settings = read(MODEL, "settings.json")
    digest = digest_in(LIBRARY)
    windows = printed_by("vault-windows.ts", REQUEST)
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("trading-vault", "npm run record -- trading-vault", model, settings, srs, {
            name: (window, name) for name, window in windows.items()
        }, contexts_for(digest, REQUEST))


asyncio.run(main())
