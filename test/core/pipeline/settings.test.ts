import { rm } from "node:fs/promises";

import { expect } from "chai";

import { copyOfTiny, useEngines, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { linearOnnx, TINY_ARGS } from "./tiny-model.ts";

const SETTINGS = "models/tiny/settings.json";

describe("pinned settings", function () {
  this.timeout(60_000);
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await copyOfTiny()));

  /** Refused by build and prove alike, before anything is made. */
  const refusesAll = async (code: string) => {
    const before = await sandbox().files();
    sandbox().takeSteps();
    const error = await refuses(code, async () => sandbox().build("tiny"));
    await refuses(code, async () => sandbox().prove("tiny"));
    expect(
      sandbox()
        .takeSteps()
        .filter((step) => step !== "settings"),
    ).to.deep.equal([]);
    expect(await sandbox().files()).to.deep.equal(before);
    return error;
  };

  const edit = async (change: (settings: { run_args: object }) => object) =>
    sandbox().change(SETTINGS, (text) =>
      JSON.stringify(change(JSON.parse(text.toString()) as { run_args: object })),
    );

  const editArgs = async (args: object) =>
    edit((settings) => ({ ...settings, run_args: { ...settings.run_args, ...args } }));

  it("were edited by hand in a field that changes the statement", async () => {
    await edit((settings) => ({ ...settings, model_output_scales: [8, 0] }));
    const { where, remedy } = await refusesAll("EZKL_SETTINGS_CHANGED");
    expect(where).to.contain("settings.json");
    expect(remedy).to.contain("--repin");
  });

  it("may be formatted anew: only their content counts", async () => {
    await sandbox().change(SETTINGS, (text) => JSON.stringify(JSON.parse(text.toString()), null, 4));
    await sandbox().prove("tiny");
  });

  it("are gone while the manifest names them", async () => {
    await rm(sandbox().path(SETTINGS));
    await refuses("EZKL_SETTINGS_CHANGED", async () => sandbox().build("tiny"));
    expect(await sandbox().files()).to.not.include(SETTINGS);
  });

  it("are cut short", async () => {
    await sandbox().change(SETTINGS, (text) => text.subarray(0, 100));
    await refusesAll("EZKL_ARTIFACT_MALFORMED");
  });

  it("lack a field, which the error names", async () => {
    await edit(({ run_args: _, ...rest }) => rest);
    const { where } = await refusesAll("EZKL_ARTIFACT_INVALID");
    expect(where).to.match(/field run_args$/);
  });

  it("let a prover choose the weights", async () => {
    await editArgs({ param_visibility: "Private" });
    await refusesAll("EZKL_PARAM_VISIBILITY");
  });

  it("leave inputs and outputs unconstrained", async () => {
    await editArgs({ ignore_range_check_inputs_outputs: true });
    await refusesAll("EZKL_RANGE_CHECK_IGNORED");
  });

  it("are another engine's", async () => {
    await edit((settings) => ({ ...settings, version: "23.0.5" }));
    await refusesAll("EZKL_ENGINE_MISMATCH");
  });

  it("keep outputs private", async () => {
    await editArgs({ output_visibility: "Private" });
    await refusesAll("EZKL_SETTINGS_CHANGED");
  });

  it("have another input visibility than model.json", async () => {
    await sandbox().write("tiny", { inputVisibility: "hashed" });
    await refusesAll("EZKL_SETTINGS_CHANGED");
  });

  it("were pinned for another ONNX file; --repin takes the new one", async () => {
    await sandbox().write("tiny", { inputVisibility: "public" }, { "network.onnx": linearOnnx(4) });
    const { where } = await refusesAll("EZKL_SETTINGS_CHANGED");
    expect(where).to.contain("network.onnx");
    await sandbox().build("tiny", { repin: true });
    await sandbox().prove("tiny");
  });

  for (const [field, value] of [
    ["decompBase", 256],
    ["decompLegs", 5],
    ["innerColumns", 2],
    ["inputScale", 8],
    ["paramScale", 8],
    ["scaleRebaseMultiplier", 2],
    ["logrows", 10],
  ] as const) {
    it(`are not what model.json asks for in runArgs.${field}`, async () => {
      const runArgs = { ...TINY_ARGS, [field]: value };
      await sandbox().write("tiny", { inputVisibility: "public", runArgs });
      const { where, remedy } = await refusesAll("EZKL_SETTINGS_CHANGED");
      expect(where).to.match(new RegExp(`model\\.json, field runArgs\\.${field}$`));
      expect(remedy).to.contain("--repin");
    });
  }

  it("may differ from model.json in what a calibration chooses", async () => {
    const runArgs = { ...TINY_ARGS, inputScale: 8, logrows: 10 };
    await sandbox().write("tiny", { inputVisibility: "public", runArgs, calibration: "resources" });
    await sandbox().prove("tiny");
  });
});
