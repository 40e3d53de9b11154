#!/usr/bin/env python3
"""Records the real proofs of models/trading-signal for test/samples/signal-bounty.test.ts, with a dev SRS that is thrown away.

    npm run record -- signal-bounty      builds trading-signal, then runs this with the model's engine

Reads the committed ONNX file, the pinned settings, the hold-out windows and, from the generated library, the model digest. Record again whenever
one of the first two has changed: the test says so, because the contexts then no longer fit.
"""
import asyncio
import json
import os
import tempfile

import ezkl
from recording import HERE, bound, contexts_for, digest_in, onnx_of, read, record

ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "trading-signal")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "trading-signal", "TradingSignalStatement.sol")


async def main() -> None:
    model = bound(onnx_of(MODEL))
    settings = read(MODEL, "settings.json")
    contexts = contexts_for(digest_in(LIBRARY))
    windows = sorted(
        ((sample["output_data"][0][0], sample["input_data"][0]) for sample in json.loads(read(MODEL, "holdout.json"))["samples"]),
        key=lambda pair: pair[0],
    )
    lowest, middle, highest = windows[0][1], windows[len(windows) // 2][1], windows[-1][1]
    invented = [abs(value) + 0.01 for value in middle]
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("trading-signal", "npm run record -- signal-bounty", model, settings, srs, {
            "alice-1": (middle, "alice1"),
            "bob-1": (middle, "bob1"),
            "alice-1-invented": (invented, "alice1"),
            "alice-2-highest": (highest, "alice2"),
            "alice-3-lowest": (lowest, "alice3"),
        }, contexts)


asyncio.run(main())
