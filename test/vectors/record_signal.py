#!/usr/bin/env python3
"""Records the real proofs of models/trading-signal for test/samples/signal-bounty.test.ts, with a dev SRS that is thrown away.

    python record_signal.py      with the model's engine, after `hardhat ezkl build trading-signal`

Reads the committed ONNX file, the pinned settings, the hold-out windows and, from the generated library, the model digest. Record again whenever
one of the first two has changed: the test says so, because the contexts then no longer fit.
"""
import asyncio
import json
import os
import re
import tempfile

import ezkl
import onnx_bytes as onnx
from recording import HERE, contexts_for, record

LIMBS = 6
ROOT = os.path.join(HERE, "..", "..")
MODEL = os.path.join(ROOT, "models", "trading-signal")
LIBRARY = os.path.join(ROOT, "contracts", "generated", "trading-signal", "TradingSignalStatement.sol")


def read(*path: str) -> str:
    with open(os.path.join(*path)) as file:
        return file.read()


async def main() -> None:
    with open(os.path.join(MODEL, "network.onnx"), "rb") as file:
        model = onnx.append_to_graph(file.read(), [
            onnx.node("Identity", ["ezkl_context"], "ezkl_context_out"),
            onnx.graph_input("ezkl_context", onnx.INT64, [1, LIMBS]), onnx.graph_output("ezkl_context_out", onnx.INT64, [1, LIMBS]),
        ])
    settings = read(MODEL, "settings.json")
    contexts = contexts_for(re.search(r"MODEL_DIGEST\s*=\s*(0x[0-9a-f]{64})", read(LIBRARY)).group(1))
    windows = sorted(
        ((sample["output_data"][0][0], sample["input_data"][0]) for sample in json.loads(read(MODEL, "holdout.json"))["samples"]),
        key=lambda pair: pair[0],
    )
    lowest, middle, highest = windows[0][1], windows[len(windows) // 2][1], windows[-1][1]
    invented = [abs(value) + 0.01 for value in middle]
    with tempfile.TemporaryDirectory() as work:
        srs = os.path.join(work, "kzg.srs")
        ezkl.gen_srs(srs, json.loads(settings)["run_args"]["logrows"])
        await record("trading-signal", "python record_signal.py", model, settings, srs, {
            "alice-1": (middle, "alice1"),
            "bob-1": (middle, "bob1"),
            "alice-1-invented": (invented, "alice1"),
            "alice-2-highest": (highest, "alice2"),
            "alice-3-lowest": (lowest, "alice3"),
        }, contexts)


asyncio.run(main())
