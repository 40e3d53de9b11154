"""Records the engine's quantisation: python test/vectors/quantise.py > test/vectors/quantise-<version>.json

Numbers are written with repr, so that they read back as the same doubles.
"""

import json
import random
import sys
from importlib.metadata import version

import ezkl

HALVES = [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, -0.49999999999999994]
LARGE = [1e15 + 0.5, 4503599627370497.5, 2.0**53 + 2, 2.0**63, -(2.0**63), 2.0**126, -(2.0**126), 1e30]
SMALL = [0.0, -0.0, 0.1, -0.1, 1e-9, -1e-9, 1.0, -1.0, 3.999999999, 1.0000000000000002]


def main() -> None:
    rng = random.Random(7)
    pairs = [(x, 0) for x in HALVES + LARGE] + [(x, s) for x in SMALL for s in (0, 7, 13, 20)]
    pairs += [((2 * rng.randrange(-1000, 1000) + 1) / 2 ** (s + 1), s) for s in (0, 1, 7, 13) for _ in range(10)]
    pairs += [(rng.uniform(-(10.0**e), 10.0**e), s) for e in (-3, 0, 3, 9) for s in (0, 7, 13, 24) for _ in range(5)]
    pairs += [(rng.uniform(-1e6, 1e6), s) for s in (-3, -1) for _ in range(5)]
    rows = []
    for value, scale in pairs:
        felt = ezkl.float_to_felt(value, scale)
        rows.append([value, scale, felt, str(ezkl.felt_to_int(felt)), ezkl.felt_to_float(felt, scale)])
    json.dump(
        {
            "provenance": {"engine": version("ezkl"), "command": "python test/vectors/quantise.py", "call": "float_to_felt"},
            "columns": ["value", "scale", "felt (little-endian)", "felt_to_int", "felt_to_float"],
            "rows": rows,
        },
        sys.stdout,
    )
    print()


main()
