import { expect } from "chai";

import type { TuningRecord } from "../../src/artifacts/tuning-record.ts";
import { FIGURE_COLUMNS, figuresOf, frontOf, ratiosOf, settingsOf } from "../../tasks/ezkl/tune/figures.ts";
import { nothingChosen } from "../../tasks/ezkl/tune/nothing-chosen.ts";
import { renderReport } from "../../tasks/ezkl/tune/report/page.ts";
import { frontTable } from "../../tasks/ezkl/tune/summary.ts";
import { madeUpRecord } from "../helpers/made-up-tuning.ts";
import { elements } from "../helpers/page.ts";
import { render } from "../../tasks/ui/shown.ts";

const CHARTS = 4;
const rowsOf = (page: string): string[][] =>
  [...page.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = ""]) => cell),
  );

describe("the report of a search", () => {
  const record = madeUpRecord();
  let page: string;

  before(async () => {
    page = await renderReport(record);
  });

  it("is one well-formed page with its charts drawn, and asks for nothing from elsewhere", () => {
    const found = elements(page);
    for (const once of ["html", "head", "body", "main", "h1"])
      expect(found.filter((name) => name === once)).to.have.length(1);
    expect(found.filter((name) => name === "figure")).to.have.length(CHARTS);
    for (const never of ["script", "link", "img", "iframe", "object"]) expect(found).to.not.include(never);
    expect(page).to.not.match(/url\(|@import|(?:href|src)=/);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).to.not.match(/https?:/);
    expect(page).to.not.match(/NaN|undefined|Infinity/);
  });

  it("has each chart for a wide and for a narrow page, in colours of light and dark", () => {
    const figures = page.split("<figure").slice(1);
    for (const figure of figures) expect(figure.match(/<svg class="plot/g)).to.have.length(2);
    expect(page).to.contain("prefers-color-scheme: dark").and.to.contain('name="viewport"');
    expect(page).to.not.match(/<g [^>]*aria-label/);
    const colours = [...page.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
    expect(colours.filter((colour) => !/^(var\(--\w+\)|currentColor|none)$/.test(colour!))).to.deep.equal([]);
  });

  it("holds every candidate with its figures", () => {
    const rows = rowsOf(page);
    for (const candidate of record.candidates) {
      const figures = figuresOf(candidate)!;
      const expected = FIGURE_COLUMNS.map(({ key, show }) => show(figures[key]));
      const row = rows.find(([id, , status]) => id === String(candidate.id) && status === candidate.status);
      expect(row, `candidate ${candidate.id}`).to.include.members([
        settingsOf(candidate, record),
        ...expected,
      ]);
      if (candidate.reason !== undefined) expect(row).to.include(candidate.reason);
    }
  });

  it("shows what was predicted and what was measured of the front, the defaults first and the choice marked", () => {
    const chosen = record.candidates[record.chosen!]!;
    const shown = rowsOf(page).filter((cells) => cells.some((cell) => cell.includes(" | ")));
    expect(shown.map(([id]) => Number(id))).to.deep.equal([
      record.baseline,
      ...frontOf(record).map(({ id }) => id),
    ]);
    const gas = `${chosen.predicted!.gas.toLocaleString("en")} | ${chosen.measured!.gas.toLocaleString("en")}`;
    expect(page).to.contain(`<tr class="chosen"><td>${chosen.id}</td>`);
    expect(shown.find(([id]) => id === String(chosen.id))).to.include(gas);
    expect(render(frontTable(record)))
      .to.contain(`${chosen.id} ← chosen`)
      .and.to.contain(gas);
  });

  it("shows the choice and the defaults once each, on the front or beside it", async () => {
    for (const front of [
      [1, 2],
      [0, record.chosen!, 2],
    ]) {
      const shown = rowsOf(await renderReport({ ...record, front })).filter((cells) =>
        cells.some((cell) => cell.includes(" | ")),
      );
      const ids = shown.map(([id]) => Number(id));
      expect(ids.filter((id) => id === record.chosen)).to.have.length(1);
      expect(ids.filter((id) => id === record.baseline)).to.have.length(1);
    }
  });

  it("tells the constraint, the hold-out set, seed, machine and engines, and how to repeat the search", () => {
    for (const text of [
      "at most 0.02",
      record.constraint.basis,
      "64 samples",
      record.holdout.sha256,
      record.onnxSha256,
      record.machine,
      "48.3 s of 120 s",
      "grow 8 times",
      "npx hardhat ezkl tune made-up --objective balanced --max-error 0.02 --budget 120 --engines 21.0.0 --seed 7 --headroom 3 --fresh",
    ])
      expect(page).to.contain(text);
  });

  it("shows text of the record as text, whatever it holds", async () => {
    const hostile = structuredClone(record);
    hostile.machine = "<script>alert(1)</script>";
    hostile.candidates[1]!.reason = '<img src=x onerror="alert(1)"> & more';
    hostile.candidates[2]!.graph = "</td></tr></table><b>";
    const found = elements(await renderReport(hostile));
    expect(found).to.not.include.members(["script"]).and.to.not.include.members(["img"]);
    expect(found.filter((name) => name === "table")).to.have.length(2);
  });

  const shownWith = async (change: (of: TuningRecord) => void): Promise<string> => {
    const changed = structuredClone(record);
    change(changed);
    const drawn = await renderReport(changed);
    elements(drawn);
    expect(drawn).to.not.match(/NaN|undefined|Infinity/);
    expect(render(frontTable(changed))).to.not.match(/NaN|undefined|Infinity/);
    return drawn;
  };

  it("can be drawn of a search that chose nothing, found nothing, or had no baseline", async () => {
    expect(await shownWith((of) => (of.chosen = null))).to.contain("Nothing was chosen");
    await shownWith((of) => Object.assign(of, { candidates: [], front: [], chosen: null, baseline: null }));
    await shownWith((of) => (of.baseline = null));
    await shownWith((of) => of.candidates.splice(8, 30));
  });

  it("can be drawn of exact circuits, and of candidates alike", async () => {
    await shownWith((of) => {
      for (const { error } of of.candidates) if (error !== null) error.maxAbs = 0;
    });
    await shownWith((of) => {
      for (const candidate of of.candidates) candidate.predicted = { ...of.candidates[0]!.predicted! };
    });
    await shownWith((of) => {
      for (const candidate of of.candidates) candidate.error = null;
    });
  });
});

describe("the comparison with the defaults", () => {
  it("divides what was measured by what was measured", () => {
    const record = madeUpRecord();
    const [chosen, baseline] = [record.chosen!, record.baseline!].map(
      (id) => record.candidates[id]!.measured!,
    );
    expect(ratiosOf(record)).to.deep.include({ of: "measured" });
    expect(ratiosOf(record)?.ratios.proveSeconds).to.equal(chosen!.proveSeconds / baseline!.proveSeconds);
  });

  it("and never what was measured by what was predicted", () => {
    const record = madeUpRecord();
    record.candidates[0]!.measured = null;
    const [chosen, baseline] = [record.chosen!, 0].map((id) => record.candidates[id]!.predicted!);
    expect(ratiosOf(record)).to.deep.include({ of: "predicted" });
    expect(ratiosOf(record)?.ratios.gas).to.equal(chosen!.gas / baseline!.gas);
    record.candidates[0]!.predicted = null;
    expect(ratiosOf(record)).to.equal(null);
  });
});

describe("a search without a choice", () => {
  it("names the reusable verifier where every verifier is too large", () => {
    const record = madeUpRecord({ chosen: null });
    for (const { predicted, measured } of record.candidates) {
      if (predicted !== null) predicted.verifierBytes = 30_000;
      if (measured !== null) measured.verifierBytes = 30_001;
    }
    record.candidates[7]!.measured!.verifierBytes = 24_577;
    const error = nothingChosen(record, "tuning.html");
    expect(error.code).to.equal("EZKL_TUNE_NOTHING");
    expect(error.what).to.contain("24,577").and.to.contain("24,576");
    expect(error.remedy).to.contain('"verifier": "reusable"');
  });

  it("names the commonest reason", () => {
    const record = madeUpRecord({ chosen: null });
    for (const candidate of record.candidates) Object.assign(candidate, { measured: null });
    const error = nothingChosen(record, "tuning.html");
    expect(error.what).to.contain("the limit is 0.02");
    expect(error.remedy).to.contain("--max-error").and.to.contain("tuning.html");
  });

  it("says that more time helps where there was none", () => {
    const record = madeUpRecord({ chosen: null, candidates: [], front: [], baseline: null } as object);
    expect(nothingChosen(record, "tuning.html").remedy).to.contain("--budget");
  });
});
