"""How the shape and the penalties were chosen: the validation objective of five seeds, ranked by the worst of them.

The worst and not the mean, because one lucky seed lifts a mean. Reads fit and validation days only. Prints log growth
a year after costs, best first. About two minutes on one core.
"""

from itertools import product

import numpy as np

from fit import Choice, fit
from series import load_closes, make_windows, split_in_time

SEEDS = range(5)
WINDOWS, UNITS = (14, 21, 28), (4, 8)
DECAYS, SMOOTHINGS = (1e-5, 1e-4, 1e-3), (1e-3, 1e-2, 1e-1)


def main() -> None:
    days, closes = load_closes()
    rows = []
    for choice in (Choice(*values) for values in product(WINDOWS, UNITS, DECAYS, SMOOTHINGS)):
        split = split_in_time(make_windows(days, closes, choice.window))
        fits = [fit(split, choice, seed) for seed in SEEDS]
        rows.append((365 * np.array([f.validation for f in fits]), 365 * np.mean([f.objective for f in fits]), choice))
    rows.sort(key=lambda row: -row[0].min())
    print("window units   decay smoothing | validation: mean  worst   best | fit: mean")
    for validation, fitted, c in rows:
        print(
            f"{c.window:6} {c.units:5} {c.decay:7.0e} {c.smoothing:9.0e} | "
            f"{validation.mean():16.3f} {validation.min():6.3f} {validation.max():6.3f} | {fitted:9.3f}"
        )


if __name__ == "__main__":
    main()
