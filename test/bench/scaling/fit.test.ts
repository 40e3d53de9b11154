import { expect } from "chai";

import { at, fitPower } from "../../../bench/scaling/fit.ts";
import { scalingReport } from "../../../bench/scaling/report.ts";
import type { ScalingRow } from "../../../bench/scaling/row.ts";
import { sizedModel, SIZES } from "../../../bench/scaling/sizes.ts";
import { expectNear } from "../../helpers/near.ts";

describe("bench scaling", () => {
  it("finds the law that points were made by", () => {
    const law = fitPower([10, 100, 1_000, 20_000].map((x) => [x, 3 * x ** 0.75]));
    expectNear(law?.exponent ?? NaN, 0.75, 1e-9);
    expectNear(law?.factor ?? NaN, 3, 1e-9);
    expectNear(law?.largestError ?? NaN, 1, 1e-9);
    expectNear(at({ factor: 3, exponent: 0.75 }, 10_000), 3_000, 1e-6);
  });

  it("says by how much a point is off, either way, and fits no two points", () => {
    const law = fitPower([
      [1, 1],
      [10, 20],
      [100, 100],
    ]);
    expectNear(law?.exponent ?? NaN, 1, 1e-9);
    // The middle one is twice the line through the others; the fit takes a third of that, in logarithms.
    expectNear(law?.largestError ?? NaN, 2 ** (2 / 3), 1e-9);
    expect(
      fitPower([
        [1, 1],
        [2, 2],
      ]),
    ).to.equal(undefined);
  });

  it("leaves sizes that are all fixed costs out of the fits, and failures out of everything", () => {
    const rowOf = (parameters: number, figures: Partial<ScalingRow["figures"]>): ScalingRow => ({
      ...{ parameters, engine: "21.0.0", settings: "tuned", key: String(parameters) },
      figures:
        "failed" in figures
          ? { failed: "too slow" }
          : {
              ...{
                k: 10,
                columns: 1,
                rows: parameters,
                setupSeconds: 1,
                proveCpuSeconds: 1,
                witnessSeconds: 1,
                peakBytes: null,
                pkBytes: 1,
              },
              ...{ proveSeconds: parameters < 25_000 ? 50 : parameters / 1e5 },
            },
    });
    const rows = [
      rowOf(1_000, {}),
      ...[3e4, 1e5, 1e6].map((size) => rowOf(size, {})),
      rowOf(3e6, { failed: "" }),
    ];
    const { fits } = scalingReport({} as never, rows);
    const prove = fits.find(({ figure }) => figure === "proveSeconds");
    expectNear(prove?.law.exponent ?? NaN, 1, 1e-9);
    expectNear(prove?.far ?? NaN, 180, 1e-6);
    expect(fits.map(({ figure }) => figure)).to.not.include("peakBytes");
  });

  it("makes models within 3% of each size, the larger the closer", () => {
    for (const size of SIZES.filter((each) => each <= 100_000)) {
      const { parameters, widths, onnx } = sizedModel(size);
      expectNear(parameters / size, 1, 0.03);
      const weights = widths
        .slice(1)
        .reduce((sum, width, layer) => sum + width * ((widths[layer] ?? 0) + 1), 0);
      expect(weights).to.equal(parameters);
      expect(onnx.length).to.be.greaterThan(parameters * 4);
    }
  });
});
