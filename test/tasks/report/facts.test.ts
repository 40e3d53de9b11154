import { expect } from "chai";
import fc from "fast-check";

import { readFacts, type ModelFacts } from "../../../tasks/ezkl/report/facts/model.ts";
import { bestGas, gasFigures } from "../../../tasks/ezkl/report/facts/gas.ts";
import { estimateOf } from "../../../tasks/ezkl/report/facts/estimate.ts";
import { histogram, largest, mean } from "../../../tasks/ezkl/report/facts/histogram.ts";
import { sizesOf } from "../../../tasks/ezkl/report/facts/sizes.ts";
import { tunedChoice } from "../../../tasks/ezkl/report/facts/tuned.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";

describe("the histogram of circuit against float model", () => {
  it("counts every difference once, in bins around zero", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 }), (values) => {
        const bins = histogram(values);
        const most = largest(values);
        if (most === 0) return bins.length === 0;
        const counted = bins.reduce((sum, { count }) => sum + count, 0);
        return counted === values.length && Math.abs(bins[0]!.from + most) <= 1e-9 * most;
      }),
    );
  });

  it("puts each where it belongs, the outermost too", () => {
    const bins = histogram([-3.1, 0, 0, 0.05, 3.1]);
    const of = (value: number) => bins.find(({ from, to }) => from <= value && value < to)!.count;
    expect([bins[0]!.count, of(0), bins.at(-1)!.count]).to.deep.equal([1, 3, 1]);
    expect(mean([-1, 3])).to.equal(2);
    expect(histogram([0, 0])).to.deep.equal([]);
  });
});

describe("what is known of a model's gas and sizes", () => {
  let facts: ModelFacts;

  before(async () => {
    const { default: hre } = await import("hardhat");
    const workspace = workspaceOf(hre.config);
    facts = await readFacts(workspace, await loadModel(workspace.paths, "trading-signal"));
  });

  const changed = (args: Record<string, unknown>): ModelFacts => {
    const other = structuredClone({ ...facts, built: null });
    Object.assign(other.pinned!.settings.run_args, args);
    return other;
  };
  const code = { contractName: "A", codeHash: "0x", runtimeBytes: 7000, deployGas: 1_500_000 };

  it("takes the search's measurements for the circuit that it chose, and for no other", () => {
    const chosen = tunedChoice(facts);
    expect(chosen?.id).to.equal(facts.tuning!.chosen);
    for (const args of [
      ...[{ logrows: 12 }, { input_scale: 15 }, { param_scale: 8 }, { scale_rebase_multiplier: 2 }],
      ...[{ num_inner_cols: 2 }, { decomp_base: 339 }, { decomp_legs: 6 }, { lookup_range: [-2, 1] }],
    ])
      expect(tunedChoice(changed(args)), JSON.stringify(args)).to.equal(null);
    const renewed = changed({});
    renewed.tuning!.onnxSha256 = "00".repeat(32);
    expect(tunedChoice(renewed)).to.equal(null);
    for (const config of [{ verifier: "engine" }, { engine: "23.0.5" }]) {
      const other = changed({});
      Object.assign(other.model.config, config);
      expect(tunedChoice(other), JSON.stringify(config)).to.equal(null);
    }
    const unbuilt = changed({});
    unbuilt.pinned!.manifest = null;
    expect(tunedChoice(unbuilt)).to.equal(null);
  });

  it("says of each figure whether it was measured, and puts that first", () => {
    const estimate = estimateOf(facts)!;
    const measured = tunedChoice(facts)!.measured!;
    const shown = (...given: Parameters<typeof gasFigures>) =>
      gasFigures(...given).map(({ what, how, gas }) => [what, how, gas]);
    expect(shown(facts, code, estimate)).to.deep.equal([
      ["verification", "measured", measured.gas],
      ["verification", "estimated", estimate.gas],
      ["deployment", "measured", 1_500_000],
      ["deployment", "estimated", estimate.deployGas],
    ]);
    expect(shown(facts, null, estimate)[2]).to.deep.equal(["deployment", "measured", measured.deployGas]);
    const other = changed({ logrows: 12 });
    expect(bestGas(gasFigures(other, null, estimate), "verification")?.how).to.equal("estimated");
    expect(shown(other, null, null)).to.deep.equal([]);
  });

  it("estimates nothing of a verifier that the cost model does not know, or without settings", () => {
    expect(estimateOf({ ...facts, pinned: null })).to.equal(null);
    const reusable = { ...facts.model, config: { ...facts.model.config, verifier: "reusable" as const } };
    expect(estimateOf({ ...facts, model: reusable })).to.equal(null);
  });

  it("gives the exact size of a proof and a key from the settings, and says what it does not know", () => {
    const sizes = sizesOf({ ...facts, built: null }, null, estimateOf(facts));
    const bytes = Object.fromEntries(sizes.map((size) => [size.what, size.bytes]));
    expect(bytes).to.include({ proof: 1952, circuit: null, "verifying key": null });
    expect(sizesOf(facts, code, null).find(({ what }) => what.startsWith("verifier"))).to.deep.equal({
      ...{ what: "verifier, runtime code", bytes: 7000, basis: "compiled" },
    });
  });
});
