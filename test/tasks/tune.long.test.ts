import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";

import { parseTuningRecord, type TuningCandidate } from "../../src/artifacts/tuning-record.ts";
import { figuresOf, settingsOf, whole } from "../../tasks/ezkl/tune/figures.ts";
import { expectNear } from "../helpers/near.ts";
import type { Project } from "../helpers/project.ts";
import { tinyProject } from "./tiny-project.ts";

/** Seconds: enough for a few scales and layouts, and for a circuit to be proved. */
const BUDGET = "12";

/** Keys under another SRS have other constants, some of them a byte shorter; another circuit's code differs by thousands. */
const CODE_BYTES = 100;

describe("ezkl tune", function () {
  this.timeout(120_000);
  let project: Project;
  let answer: Record<string, unknown>;
  const search = ["ezkl", "tune", "tiny", "--objective", "gas", "--budget", BUDGET];
  const read = async (file: string) => readFile(project.path(file), "utf8");
  const recordOf = async (model: string) =>
    parseTuningRecord(await read(`models/${model}/tuning.json`), `models/${model}/tuning.json`);

  before(async () => {
    project = await tinyProject();
    // Nothing is made or removed unless it is this project that the task works in.
    const { stdout } = await project.hardhat(["ezkl", "inspect", "nobody", "--json"]);
    expect(stdout).to.contain(project.root);
    answer = await project.answer(...search);
  });
  after(async () => project.remove());

  it("answers with what it chose, measured, and where record and report are", async () => {
    const record = await recordOf("tiny");
    expect(answer).to.include({ model: "tiny", objective: "gas", candidates: record.candidates.length });
    expect(answer["record"]).to.equal(project.path("models", "tiny", "tuning.json"));
    expect(answer["report"]).to.equal(project.path("cache", "ezkl", "tiny", "tuning.html"));
    const chosen = answer["chosen"] as TuningCandidate;
    expect(chosen).to.deep.equal(record.candidates.find(({ id }) => id === record.chosen));
    expect(chosen.status).to.equal("measured");
    expect(chosen.measured?.gas).to.be.within(200_000, 700_000);
    expect(chosen.measured?.proveSeconds).to.be.greaterThan(0);
    expect(chosen.error?.maxAbs).to.be.at.most(record.constraint.limit ?? NaN);
  });

  it("pins what it chose", async () => {
    const { runArgs, engine } = answer["chosen"] as TuningCandidate;
    const { variables, ...searched } = runArgs;
    const config = (await project.json("models/tiny/model.json")) as Record<string, unknown>;
    expect(config).to.include({ engine, calibration: "none", inputVisibility: "public" });
    expect(config["runArgs"]).to.deep.include(searched);
    const { run_args: pinned } = (await project.json("models/tiny/settings.json")) as {
      run_args: Record<string, unknown>;
    };
    expect(pinned).to.deep.include({
      input_scale: runArgs.inputScale,
      param_scale: runArgs.paramScale,
      logrows: runArgs.logrows,
      decomp_base: runArgs.decompBase,
      decomp_legs: runArgs.decompLegs,
      num_inner_cols: runArgs.innerColumns,
      variables,
    });
  });

  it("draws a report that holds the record's figures", async () => {
    const record = await recordOf("tiny");
    const page = await read("cache/ezkl/tiny/tuning.html");
    expect(page.match(/<figure/g)).to.have.length(4);
    for (const candidate of record.candidates) {
      expect(page).to.contain(
        `<td>${candidate.id}</td><td class="text">${settingsOf(candidate, record)}</td>`,
      );
      const figures = figuresOf(candidate);
      if (figures !== null) expect(page).to.contain(`>${whole(figures.gas)}<`);
    }
  });

  it("goes on where it was: nothing is measured again", async () => {
    const html = project.path("page.html");
    const { stdout, stderr } = await project.succeed(...search, "--html", html);
    const before = answer["chosen"] as TuningCandidate;
    const record = await recordOf("tiny");
    const after = record.candidates.find(({ runArgs }) => isDeepStrictEqual(runArgs, before.runArgs));
    // A time that was measured anew would not be the same to the last digit.
    expect(after?.measured).to.deep.equal(before.measured);
    expect(stdout).to.contain("← chosen").and.to.contain(`Report: ${html}`);
    expect(stderr).to.contain("✓ tiny: set up, proved, verified");
    expect(await read("page.html")).to.contain("Tuning of tiny");
  });

  it("a build afterwards is of the tuned circuit: its settings untouched, its verifier the measured one", async () => {
    const settings = await read("models/tiny/settings.json");
    const { models } = await project.answer("ezkl", "build", "tiny");
    expect(await read("models/tiny/settings.json")).to.equal(settings);
    const [built] = models as { verifier: { runtimeBytes: number } }[];
    const { candidates, chosen } = await recordOf("tiny");
    const bytes = candidates.find(({ id }) => id === chosen)?.measured?.verifierBytes;
    expectNear(built?.verifier.runtimeBytes ?? 0, bytes ?? 0, CODE_BYTES);
  });

  it("refuses options that contradict each other, in text and as JSON, and touches nothing", async () => {
    const files = await project.files();
    await project.refuses("EZKL_INPUT_INVALID", [...search, "--metric", "sign", "--max-error", "1"]);
    const { stdout, code } = await project.hardhat([...search, "--seed", "x", "--json"]);
    expect(JSON.parse(stdout)).to.have.nested.property("error.code", "EZKL_INPUT_INVALID");
    expect(code).to.equal(1);
    await project.refuses("EZKL_MODEL_UNKNOWN", ["ezkl", "tune", "nobody"]);
    expect(await project.files()).to.deep.equal(files);
  });

  it("says so where nothing can be chosen, and leaves the settings as they were", async () => {
    const given = ["--onnx", "models/tiny/network.onnx", "--input", "models/tiny/input.json"];
    const { stdout } = await project.succeed("ezkl", "init", "exact", ...given);
    expect(stdout).to.contain("ezkl tune exact").and.to.contain("ezkl build exact");
    const config = await read("models/exact/model.json");
    const { stderr } = await project.refuses("EZKL_TUNE_NOTHING", [
      ...["ezkl", "tune", "exact", "--budget", "2", "--max-error", "1e-15"],
    ]);
    expect(stderr).to.contain("--max-error");
    expect(await read("models/exact/model.json")).to.equal(config);
    expect((await recordOf("exact")).chosen).to.equal(null);
    expect(await read("cache/ezkl/exact/tuning.html")).to.contain("Nothing was chosen");
  });
});
