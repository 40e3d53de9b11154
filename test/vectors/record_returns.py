#!/usr/bin/env python3
"""Records what the engine makes of the last thousand windows of daily returns, for the differential test against Solidity and TypeScript.

    npm run record -- trading-vault      runs this with the model's engine; writes returns-<version>.json beside this file

The returns are computed here in doubles, unrounded, from the committed closes; the rounding is the engine's own. Each window goes through the
model's circuit and its public inputs are taken from the witness. Of each window the file has the sha-256 of its 28 field elements, 32 bytes each, most
significant first, and of each day the one integer that all windows with that day have for it.
"""
import asyncio
import csv
import hashlib
import json
import os
import tempfile

import ezkl
from recording import HERE, LIMBS, bound, call, read

MODEL = os.path.join(HERE, "..", "..", "models", "trading-signal")
CLOSES = os.path.join(MODEL, "data", "eth-usd-close.csv")
WINDOW, WINDOWS = 28, 1_000
R = 21888242871839275222246405745257275088548364400416034343698204186575808495617


async def main() -> None:
    with open(CLOSES, newline="") as file:
        rows = list(csv.DictReader(file))[-(WINDOWS + WINDOW):]
    closes = [float(row["close"]) for row in rows]
    returns = [after / before - 1 for before, after in zip(closes, closes[1:])]
    dates = [row["date"] for row in rows[1:]]
    model = bound(os.path.join(MODEL, "network.onnx"))
    raws: dict = {}
    windows = []
    with tempfile.TemporaryDirectory() as work:
        def path(name: str) -> str:
            return os.path.join(work, name)

        with open(path("network.onnx"), "wb") as file:
            file.write(model)
        with open(path("settings.json"), "w") as file:
            file.write(read(MODEL, "settings.json"))
        await call(ezkl.compile_circuit, path("network.onnx"), path("network.ezkl"), path("settings.json"))
        for last in range(WINDOW - 1, len(returns)):
            span = range(last - WINDOW + 1, last + 1)
            with open(path("input.json"), "w") as file:
                json.dump({"input_data": [[returns[day] for day in span], [0] * LIMBS]}, file)
            await call(ezkl.gen_witness, path("input.json"), path("network.ezkl"), path("witness.json"))
            with open(path("witness.json")) as file:
                felts = [bytes.fromhex(felt)[::-1] for felt in json.load(file)["inputs"][0]]
            assert len(felts) == WINDOW
            for day, felt in zip(span, felts):
                value = int.from_bytes(felt, "big")
                raw = value if value < R // 2 else value - R
                assert raws.setdefault(dates[day], raw) == raw
            windows.append([dates[last], hashlib.sha256(b"".join(felts)).hexdigest()])
    provenance = {
        "engine": f"ezkl {ezkl.__version__}", "onnxSha256": hashlib.sha256(model).hexdigest(),
        "closesSha256": hashlib.sha256(read(CLOSES).encode()).hexdigest(), "command": "npm run record -- trading-vault",
    }
    with open(os.path.join(HERE, f"returns-{ezkl.__version__}.json"), "w") as file:
        file.write(
            f'{{\n"provenance": {json.dumps(provenance)},\n"returns": {lines(raws.items())},\n"windows": {lines(windows)}\n}}\n'
        )


def lines(pairs) -> str:
    """A pair a line."""
    return "[\n" + ",\n".join(json.dumps(list(pair)) for pair in pairs) + "\n]"


asyncio.run(main())
