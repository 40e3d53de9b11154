import { expect } from "chai";

import { loadModel } from "../../../src/pipeline/model.ts";
import { readFacts } from "../../../tasks/ezkl/report/facts/model.ts";
import { renderIndex } from "../../../tasks/ezkl/report/page/index-page.ts";
import { renderModel } from "../../../tasks/ezkl/report/page/model-page.ts";
import type { ModelReport } from "../../../tasks/ezkl/report/report.ts";
import { openDraw, type Draw } from "../../../tasks/ezkl/tune/report/draw.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { elements } from "../../helpers/page.ts";

describe("the pages of a report", () => {
  let report: ModelReport;
  let draw: Draw;

  before(async () => {
    const { default: hre } = await import("hardhat");
    const workspace = workspaceOf(hre.config);
    const facts = await readFacts(workspace, await loadModel(workspace.paths, "trading-signal"));
    const places = { statement: "./S.sol", types: "../types.ts", input: "input.json" };
    const errors = { samples: 2, differences: [0.5, -0.25, 0] };
    report = { ...facts, places, errors, code: null, estimate: null, gas: [], sizes: [] };
    draw = await openDraw();
  });

  /** The page of the report with some of it changed; well-formed, whatever that is. */
  const shown = async (change: Partial<ModelReport>): Promise<string> => {
    const page = await renderModel({ ...report, ...change }, draw);
    elements(page);
    expect(page).to.not.match(/NaN|undefined|Infinity/);
    return page;
  };

  it("draw the differences, with their largest and mean", async () => {
    const page = await shown({});
    expect(page).to.contain("<dd>0.5, the model allows 1.0e-6</dd>").and.to.contain("<dd>0.25</dd>");
    expect(page.split("Differences on the hold-out").length - 1).to.be.greaterThan(0);
  });

  it("draw nothing where circuit and float model say the same, and say so", async () => {
    const page = await shown({ errors: { samples: 2, differences: [0, 0] } });
    expect(page).to.contain("exactly what the float model says").and.to.not.contain("Differences on the");
  });

  it("say when the search chose another circuit than the one that is pinned", async () => {
    const warning = "is not the one that this search chose";
    expect(await shown({})).to.not.contain(warning);
    const pinned = structuredClone(report.pinned!);
    pinned.settings.run_args.logrows = 12;
    expect(await shown({ pinned })).to.contain(warning);
    expect(await shown({ tuning: null })).to.contain("npx hardhat ezkl tune trading-signal");
  });

  it("warn that a model without context binds a proof to nothing", async () => {
    const fault = "without a context a proof is bound to nothing";
    expect(await shown({})).to.not.contain(fault);
    const pinned = structuredClone(report.pinned!);
    Object.assign(pinned.layout, { contextOffset: null });
    expect(await shown({ pinned })).to.contain(fault);
  });

  it("warn of a dev SRS, and of nothing on a ceremony's", async () => {
    expect(await shown({})).to.contain("whoever made it can forge proofs");
    const pinned = structuredClone(report.pinned!);
    Object.assign(pinned.manifest!.srs, { kind: "ceremony", ceremony: "hermez" });
    const page = await shown({ pinned });
    expect(page).to.not.contain("forge proofs");
    expect(page).to.contain("<dd>hermez, k=11");
  });

  it("do without settings, without a manifest, and without any figures", async () => {
    const bare = await shown({ pinned: null, tuning: null, built: null, notBuilt: "Nothing <yet>." });
    expect(bare).to.contain("Nothing &lt;yet&gt;.").and.to.contain("Known once the settings are pinned");
    expect(bare).to.not.contain('<ul class="tiles">');
    expect(await shown({ pinned: { ...report.pinned!, manifest: null } })).to.contain("writes it.");
  });

  it("name in the index every model and where its page is, or how to make a first one", () => {
    const other = { ...report, model: { ...report.model, name: "another" }, pinned: null };
    const index = renderIndex([report, other]);
    elements(index);
    expect(index).to.contain('<a href="trading-signal.html">').and.to.contain('<a href="another.html">');
    expect(index).to.contain("states allocation");
    expect(renderIndex([])).to.contain("npx hardhat ezkl init");
  });
});
