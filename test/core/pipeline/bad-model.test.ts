import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { initModel } from "../../../src/pipeline/init.ts";
import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { Sandbox } from "./sandbox.ts";
import { useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { linearOnnx } from "./tiny-model.ts";

/** What a refused build may leave outside of the cache: the model's own files, and nothing beside them. */
const OWN_FILES = ["models/m/input.json", "models/m/model.json", "models/m/network.onnx"];

describe("a model that cannot be built", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  const refusesBuild = async (code: string, own: string[] = OWN_FILES) => {
    const error = await refuses(code, async () => sandbox().build("m"));
    expect((await sandbox().files()).filter((file) => !file.startsWith("cache"))).to.deep.equal(own);
    expect(await sandbox().leftovers()).to.deep.equal([]);
    return error;
  };

  it("has no ONNX file", async () => {
    await sandbox().write("m");
    await rm(sandbox().path("models/m/network.onnx"));
    const { where } = await refusesBuild("EZKL_FILE_MISSING", OWN_FILES.slice(0, 2));
    expect(where).to.contain("network.onnx");
  });

  for (const [what, bytes] of [
    ["text", "this is a note, not a model"],
    ["nothing", ""],
    ["a model cut short", linearOnnx().subarray(0, 40)],
    ["a model without its last byte", linearOnnx().subarray(0, -1)],
  ] as const) {
    it(`has an ONNX file that is ${what}`, async () => {
      await sandbox().write("m", {}, { "network.onnx": bytes });
      await refusesBuild("EZKL_ONNX_MALFORMED");
    });
  }

  it("lets the weights be anything but fixed", async () => {
    await sandbox().write("m", { paramVisibility: "private" });
    const { what } = await refusesBuild("EZKL_PARAM_VISIBILITY");
    expect(what).to.match(/not bound/);
  });

  it("has too small a range for a context limb, and says how to mend it", async () => {
    await sandbox().write("m", { runArgs: { logrows: 9, decompBase: 128, decompLegs: 2 } });
    const { remedy } = await refusesBuild("EZKL_HEADROOM");
    expect(remedy).to.contain("decompLegs");
  });

  it("is unknown", async () => {
    await sandbox().write("other");
    const { what, remedy } = await refuses("EZKL_MODEL_UNKNOWN", async () => sandbox().build("m"));
    expect(what).to.contain("other");
    expect(remedy).to.contain("ezkl init m");
  });

  for (const [first, second] of [
    ["models/twin", "more-models/twin"],
    ["models/twin-1a", "models/twin-1-a"],
  ] as const) {
    it(`shares its contracts' name with another: ${first} and ${second}`, async () => {
      for (const directory of [first, second]) {
        await mkdir(sandbox().path(directory), { recursive: true });
        await writeFile(join(sandbox().path(directory), "model.json"), "{}");
      }
      const { where } = await refuses("EZKL_MODEL_CLASH", async () => sandbox().build(first.split("/")[1]!));
      expect(where).to.contain(first).and.to.contain(second);
    });
  }

  it("has a name that cannot be a contract's", async () => {
    await mkdir(sandbox().path("models/Über_modell"), { recursive: true });
    await writeFile(sandbox().path("models/Über_modell/model.json"), "{}");
    await refuses("EZKL_MODEL_NAME", async () => sandbox().build("m"));
  });

  for (const [field, config] of [
    ["modle", { modle: "x" }],
    ["engine", { engine: "22.0.0" }],
    ["inputVisibility", { inputVisibility: "secret" }],
    ["context", { context: "yes" }],
    ["runArgs.decompBase", { runArgs: { decompBase: 1 } }],
    ["runArgs.scale", { runArgs: { scale: 7 } }],
    ["calibration", { calibration: 1 }],
    ["holdout.maxAbsError", { holdout: { file: "h.json", maxAbsError: -1 } }],
    ["holdout.limit", { holdout: { file: "h.json", maxAbsError: 1, limit: 1 } }],
  ] as const) {
    it(`has a model.json with a wrong field ${field}, which the error names`, async () => {
      await sandbox().write("m", config);
      const { where } = await refusesBuild("EZKL_MODEL_CONFIG");
      expect(where).to.match(new RegExp(`model\\.json, field ${field.replace(".", "\\.")}$`));
    });
  }

  it("has a model.json that is no JSON", async () => {
    await sandbox().write("m", {}, { "model.json": "{" });
    await refusesBuild("EZKL_MODEL_CONFIG");
  });

  for (const engine of ENGINE_VERSIONS) {
    it(`has an operator that ${engine} does not know: the engine's own words, and no settings`, async () => {
      const onnx = Buffer.from(linearOnnx());
      // A name of the same length leaves the file well-formed.
      onnx.write("MatMux", onnx.lastIndexOf("MatMul"));
      await sandbox().write("m", { engine }, { "network.onnx": onnx });
      await refusesBuild("EZKL_ENGINE_STEP");
    });
  }
});

describe("ezkl init", () => {
  const sandbox = useSandbox(async () => Sandbox.make());

  const init = async (name: string, files: { onnx?: string | Uint8Array; input?: string }, config = {}) => {
    await writeFile(sandbox().path("given.onnx"), files.onnx ?? linearOnnx());
    await writeFile(sandbox().path("given.json"), files.input ?? '{"input_data": [[1, 2]]}');
    const [onnx, input] = [sandbox().path("given.onnx"), sandbox().path("given.json")];
    return initModel(sandbox().workspace.paths, { name, onnx, input, config });
  };

  it("makes a folder that loads", async () => {
    const { directory, signature } = await init("new-one", {}, { context: false });
    expect(signature.inputs.map(({ name }) => name)).to.deep.equal(["features"]);
    expect((await sandbox().model("new-one")).directory).to.equal(directory);
  });

  for (const [code, what, work] of [
    ["EZKL_ONNX_MALFORMED", "a malformed ONNX file", async () => init("m", { onnx: "no" })],
    [
      "EZKL_INPUT_INVALID",
      "two lists for one input",
      async () => init("m", { input: '{"input_data": [[1], [2]]}' }),
    ],
    ["EZKL_ARTIFACT_MALFORMED", "an input that is no JSON", async () => init("m", { input: "{" })],
    ["EZKL_ARTIFACT_INVALID", "an input without input_data", async () => init("m", { input: "{}" })],
    ["EZKL_MODEL_CONFIG", "a wrong visibility", async () => init("m", {}, { inputVisibility: "secret" })],
    ["EZKL_MODEL_NAME", "a name with a slash", async () => init("../m", {})],
  ] as const) {
    it(`refuses ${what} and leaves no folder`, async () => {
      await refuses(code, work);
      expect((await sandbox().files()).filter((file) => !file.startsWith("given."))).to.deep.equal([]);
    });
  }

  it("never overwrites a model", async () => {
    await init("m", {});
    await refuses("EZKL_FILE_EXISTS", async () => init("m", {}));
  });

  it("refuses a name whose contracts another model has", async () => {
    await init("m-1", {});
    await refuses("EZKL_MODEL_CLASH", async () => init("m1", {}));
  });
});
