import { expect } from "chai";

import type { Search } from "../../../bench/compare/row.ts";
import { ratiosOf, summarise } from "../../../bench/compare/summary.ts";
import { expectNear } from "../../helpers/near.ts";

import { figures, row } from "./rows.ts";

const SEARCH: Search = { seconds: 1, candidates: 1, metric: "max", limit: 0.01, holdoutSamples: 8 };
const exact = { maxAbs: 0, mae: 0, agreement: 1 };

describe("bench summary", () => {
  it("compares each figure with the side that was tuned for it", () => {
    const one = row("m", {
      "bare 21.0.0": figures({ proveSeconds: 8, pkBytes: 100, peakBytes: 50, gas: 500, proofBytes: 3000 }),
      "bare 23.0.5": figures({ proveSeconds: 4, gas: 400 }),
      prove: figures({ proveSeconds: 2, pkBytes: 10, peakBytes: 5, gas: 900, proofBytes: 9000 }),
      gas: figures({ proveSeconds: 99, pkBytes: 99, peakBytes: 99, gas: 250, proofBytes: 1500 }),
    });
    expect(ratiosOf(one, "21.0.0")).to.include({
      prove: 0.25,
      pk: 0.1,
      memory: 0.1,
      gas: 0.5,
      proofBytes: 0.5,
    });
    expect(ratiosOf(one, "23.0.5")).to.include({ prove: 0.5, gas: 0.625 });
  });

  it("takes geometric means and names the worst model", () => {
    const { against } = summarise([
      row("better", { prove: figures({ proveSeconds: 0.25 }) }),
      row("worse", { prove: figures({ proveSeconds: 4 }) }),
      row("same"),
    ]);
    expectNear(against["21.0.0"].prove?.mean ?? NaN, 1, 1e-12);
    expect(against["21.0.0"].prove).to.include({ models: 3, worst: 4, worstModel: "worse" });
  });

  it("leaves a model out of the means it has no two sides for, and says so", () => {
    const { against, failures, models, gasOverFloor } = summarise([
      row("a", { prove: figures({ proveSeconds: 0.5 }) }),
      row("b", { "bare 21.0.0": { failed: "too slow" }, prove: figures({ proveSeconds: 0.125 }) }),
      row("c", { gas: { failed: "no candidate" } }),
    ]);
    expect(models).to.equal(3);
    expect(against["21.0.0"].prove?.models).to.equal(2);
    expectNear(against["21.0.0"].prove?.mean ?? NaN, Math.sqrt(0.5), 1e-12);
    expectNear(against["23.0.5"].prove?.mean ?? NaN, Math.cbrt(0.5 * 0.125), 1e-12);
    expect(gasOverFloor?.models).to.equal(2);
    expect(failures).to.deep.equal([
      { model: "b", side: "bare 21.0.0", reason: "too slow" },
      { model: "c", side: "gas", reason: "no candidate" },
    ]);
  });

  it("has no mean where there is nothing to take one of", () => {
    const nothing = summarise([row("m", { prove: { failed: "" }, gas: { failed: "" } })]);
    expect(nothing.against["21.0.0"].prove).to.equal(null);
    expect(nothing.gasOverFloor).to.equal(null);
    expect(nothing.outputs).to.deep.equal({ sides: 0, agreeing: null });
    const unmeasured = row("m", { prove: figures({ peakBytes: null }) });
    expect(ratiosOf(unmeasured, "21.0.0").memory).to.equal(null);
  });

  it("counts outputs that agree: every sample, or an error within the limit", () => {
    const agreeing = (error: typeof exact, search: Search = SEARCH): number | null =>
      summarise([row("m", { prove: figures({ error }), gas: figures({ error: exact }) }, search)]).outputs
        .agreeing;
    expect(agreeing(exact)).to.equal(1);
    expect(agreeing({ maxAbs: 0.01, mae: 0.001, agreement: 0.9 })).to.equal(1);
    expect(agreeing({ maxAbs: 0.02, mae: 0.001, agreement: 0.9 })).to.equal(0.5);
    expect(agreeing({ maxAbs: 0.02, mae: 0.001, agreement: 0.9 }, { ...SEARCH, metric: "mae" })).to.equal(1);
    expect(
      agreeing({ maxAbs: 0, mae: 0, agreement: 0.9 }, { ...SEARCH, metric: "argmax", limit: null }),
    ).to.equal(0.5);
  });
});
