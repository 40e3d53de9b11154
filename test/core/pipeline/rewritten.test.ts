import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";

import { expect } from "chai";

import { auditLocally } from "../../../src/audit/audit.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import type { AuditLine } from "../../../src/audit/line.ts";
import { rewriteOnnx, RULES, type RuleName } from "../../../src/onnx/rewrite/index.ts";
import { originOf } from "../../../src/pipeline/build.ts";
import { prepareOnnx } from "../../../src/pipeline/circuit-input.ts";
import { sha256 } from "../../../src/pipeline/files.ts";
import { pinSettings } from "../../../src/pipeline/settings-step.ts";
import { fingerprintOf, readState } from "../../../src/pipeline/state.ts";
import { specOfSettings } from "../../../src/tune/baseline.ts";
import type { CircuitSpec } from "../../../src/tune/circuit-spec.ts";
import { pinCircuit } from "../../../src/tune/pin.ts";
import { pinnedCircuit, type PinnedOptions } from "../../../src/tune/pinned.ts";

import { useEngines, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";
import { clipOnnx } from "./tiny-model.ts";

const [SOURCE, TUNED, MANIFEST] = ["network.onnx", "tuned.onnx", "model.lock.json"].map(
  (file) => `models/clip/${file}`,
) as [string, string, string];
const STALE = "EZKL_REWRITE_STALE";

/** As the tuner leaves a model whose graph it rewrote; there is no hold-out. */
async function rewrittenModel(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await sandbox.write(
    "clip",
    { onnx: "tuned.onnx", source: "network.onnx", context: false },
    {
      "network.onnx": clipOnnx(),
      "tuned.onnx": rewritten(clipOnnx()),
      "input.json": JSON.stringify({ input_data: [[-2, 0.5, 3]] }),
    },
  );
  return sandbox;
}

function rewritten(source: Uint8Array): Uint8Array {
  return rewriteOnnx(source, Object.keys(RULES) as RuleName[], "x") ?? expect.fail("nothing was rewritten");
}

describe("a rewritten graph", function () {
  this.timeout(60_000);
  let built: Sandbox;
  before(async () => {
    built = await rewrittenModel();
    await built.build("clip");
  });
  after(async () => built.remove());
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await built.copy()));

  const auditLines = async (): Promise<Partial<Record<AuditLine["id"], string>>> => {
    const request = { inputs: [], maxError: undefined };
    const { lines } = await auditLocally(sandbox().workspace, await sandbox().model("clip"), request);
    return Object.fromEntries(lines.map(({ id, status, code }) => [id, code ?? status]));
  };
  const edited = (content: Buffer): Uint8Array => content.map((byte, at) => (at === 20 ? byte ^ 1 : byte));

  for (const [what, file, change] of [
    ["whose ONNX file was changed", SOURCE, () => clipOnnx(1)],
    ["that was edited itself", TUNED, () => rewritten(clipOnnx(1))],
    ["with a flipped bit", TUNED, edited],
  ] as const) {
    it(`${STALE}: one ${what} is never built again, pinned anew or not, with a manifest or without`, async () => {
      await sandbox().change(file, change);
      const before = await sandbox().files();
      for (const options of [{}, { repin: true }, { force: true }, { force: true, repin: true }])
        await refuses(STALE, async () => sandbox().build("clip", options));
      expect(await sandbox().files()).to.deep.equal(before);
      await rm(sandbox().path(MANIFEST));
      const { where, remedy } = await refuses(STALE, async () => sandbox().build("clip"));
      expect(where).to.contain("tuned.onnx");
      expect(remedy).to.contain("ezkl tune clip");
    });
  }

  it(`${STALE}: nothing is proved of one whose ONNX file was changed`, async () => {
    await sandbox().change(SOURCE, () => clipOnnx(1));
    const input = [[-2, 0.5, 3]];
    await refuses(STALE, async () => sandbox().prove("clip", { input, context: undefined }));
  });

  it("is built and proved as long as it belongs to its ONNX file, and audited with a line of its own", async () => {
    await sandbox().build("clip", { frozen: true });
    expect(await auditLines()).to.include({ onnx: "pass", rewrite: "pass", vk: "pass" });
  });

  it("EZKL_AUDIT_REWRITE: an audit derives it again, even where all hashes agree", async () => {
    await sandbox().change(SOURCE, () => clipOnnx(1));
    const sourceSha256 = sha256(clipOnnx(1));
    await sandbox().change(MANIFEST, (text) =>
      JSON.stringify({ ...(JSON.parse(text.toString()) as object), sourceSha256 }),
    );
    expect(await auditLines()).to.include({
      ...{ manifest: "pass", onnx: "pass", rewrite: "EZKL_AUDIT_REWRITE" },
      ...{ circuit: "pass", vk: "pass", "verifier-source": "pass" },
    });
  });

  it("EZKL_AUDIT_REWRITE: a source that cannot be read is a line too", async () => {
    await sandbox().change(SOURCE, () => new Uint8Array(9));
    expect(await auditLines()).to.include({ onnx: "EZKL_AUDIT_ONNX", rewrite: "EZKL_AUDIT_REWRITE" });
  });

  it("is pinned anew where a search chooses the same circuit of another ONNX file, and stays where it is the same", async () => {
    const settings = await sandbox().text("models/clip/settings.json");
    const spec = specOfSettings(parseSettings(settings, "settings.json"), "tuned.onnx", "21.0.0");
    const pin = async (source: Uint8Array): Promise<boolean> => {
      await pinCircuit(await sandbox().model("clip"), spec, settings, rewritten(source), false);
      return !existsSync(sandbox().path(MANIFEST));
    };
    await pin(clipOnnx());
    await sandbox().build("clip");
    expect(await pin(clipOnnx()), "the same").to.equal(false);
    await sandbox().change(SOURCE, () => clipOnnx(1));
    expect(await pin(clipOnnx(1)), "another").to.equal(true);
    const { manifest } = await sandbox().build("clip");
    expect(manifest.sourceSha256).to.equal(sha256(clipOnnx(1)));
    expect(manifest.onnxSha256).to.equal(sha256(rewritten(clipOnnx(1))));

    const other = settings.replace(/"num_rows": ?\d+/, '"num_rows":9');
    expect(other).to.not.equal(settings);
    await sandbox().put("models/clip/settings.json", other);
    expect(await pin(clipOnnx(1)), "other settings").to.equal(true);
  });

  it("is no earlier choice of a search where it is not what that search makes of the ONNX file", async () => {
    await pinCircuit(
      await sandbox().model("clip"),
      specOfSettings(
        parseSettings(await sandbox().text("models/clip/settings.json"), "settings.json"),
        "tuned.onnx",
        "21.0.0",
      ),
      await sandbox().text("models/clip/settings.json"),
      rewritten(clipOnnx()),
      false,
    );
    const model = await sandbox().model("clip");
    const asked: string[] = [];
    const lab = {
      settings: async ({ graph }: CircuitSpec) => {
        asked.push(graph);
        return { ok: false, reason: "as the test wants it" };
      },
    };
    const search = {
      model,
      options: { engines: ["21.0.0"] },
      lab,
      predicted: [],
    } as unknown as PinnedOptions;
    const choice = async (source: Uint8Array | undefined) =>
      pinnedCircuit({ ...search, rewritten: source && rewritten(source) });
    for (const source of [clipOnnx(1), undefined]) expect(await choice(source)).to.equal(undefined);
    expect(asked).to.deep.equal([]);
    expect(await choice(clipOnnx()), "settings that are not made again").to.equal(undefined);
    expect(asked).to.deep.equal(["tuned.onnx"]);
  });

  it("is part of what every step is made from, with its ONNX file", async () => {
    const model = await sandbox().model("clip");
    const input = await prepareOnnx(model);
    const never = async (): Promise<never> => expect.fail("settings are there");
    const pinned = await pinSettings(model, input, never, false);
    const state = await readState(sandbox().path("cache/ezkl/clip/state.json"));
    expect(state["circuit"]?.fingerprint).to.equal(fingerprintOf(originOf(model, input, pinned)));
    const other = { ...input, sourceSha256: "00".repeat(32) };
    expect(originOf(model, other, pinned)).to.not.deep.equal(originOf(model, input, pinned));
  });
});
