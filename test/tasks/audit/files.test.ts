import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { parseManifest } from "../../../src/artifacts/manifest.ts";
import { compilerLine } from "../../../tasks/ezkl/audit/compiler-line.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { linearOnnx } from "../../core/pipeline/tiny-model.ts";
import { AuditedProject, failures, otherSrs, statusOf, withFields, withRunArgs } from "./audited-project.ts";

const [MANIFEST, SETTINGS, ONNX] = ["model.lock.json", "settings.json", "network.onnx"].map(
  (file) => `models/tiny/${file}`,
) as [string, string, string];
const OTHER = "0".repeat(64);

describe("audit of a model's files", function () {
  this.timeout(180_000);
  let audited: AuditedProject;

  before(async () => {
    audited = await AuditedProject.shared();
  });

  it("passes an honest build without looking at what it left, and leaves nothing behind", async () => {
    const left = ["network.ezkl", "vk.key", "pk.key", "state.json"].map((name) => `cache/ezkl/tiny/${name}`);
    const before = await audited.project.files();
    const { lines } = await left.reduce(
      (work, file) => async () =>
        audited.changed(
          file,
          () => "rubbish",
          async () => {
            const found = await work();
            expect(await readFile(audited.project.path(file), "utf8")).to.equal("rubbish");
            return found;
          },
        ),
      async () => audited.local(),
    )();
    expect(failures(lines)).to.deep.equal({});
    expect(lines.filter(({ status }) => status === "pass").map(({ id }) => id)).to.deep.equal([
      ...["manifest", "onnx", "settings", "visibility", "context"],
      ...["srs", "circuit", "vk", "verifier-source", "statement-source"],
    ]);
    expect(statusOf(lines, "holdout")).to.equal("not-applicable");
    expect(statusOf(lines, "inputs")).to.equal("skipped");
    expect(await audited.project.files()).to.deep.equal(before);
  });

  it("one changed weight", async () => {
    expect(await audited.failuresWith(ONNX, () => linearOnnx(3.125))).to.deep.equal({
      onnx: "EZKL_AUDIT_ONNX",
      circuit: "EZKL_AUDIT_CIRCUIT",
      vk: "EZKL_AUDIT_VK",
      "verifier-source": "EZKL_AUDIT_VERIFIER_SOURCE",
      "statement-source": "EZKL_AUDIT_STATEMENT_SOURCE",
    });
  });

  it("edited settings", async () => {
    const found = await audited.failuresWith(SETTINGS, withFields({ model_output_scales: [8, 0] }));
    expect(found).to.include({ settings: "EZKL_AUDIT_SETTINGS" }).and.not.have.property("onnx");
  });

  it("settings that cannot be read: nothing can be built", async () => {
    const { lines, sample } = await audited.changed(
      SETTINGS,
      () => "{",
      async () => audited.local(),
    );
    expect(failures(lines)).to.deep.equal({ settings: "EZKL_AUDIT_SETTINGS" });
    expect(statusOf(lines, "vk")).to.equal("skipped");
    expect(sample).to.have.property("why");
  });

  it("weights that are not fixed, and range checks that are off", async () => {
    const found = await audited.failuresWith(
      SETTINGS,
      withRunArgs({ param_visibility: "Private", ignore_range_check_inputs_outputs: true }),
    );
    expect(found).to.include({ settings: "EZKL_AUDIT_SETTINGS", visibility: "EZKL_AUDIT_VISIBILITY" });
  });

  it("an edited manifest, whatever it says of what was built", async () => {
    const [circuitSha256, vkSha256, verifierSha256, statementSha256] = [OTHER, OTHER, OTHER, OTHER];
    const fields = { circuitSha256, vkSha256, verifierSha256, statementSha256 };
    expect(await audited.failuresWith(MANIFEST, withFields(fields))).to.deep.equal({
      circuit: "EZKL_AUDIT_CIRCUIT",
      vk: "EZKL_AUDIT_VK",
      "verifier-source": "EZKL_AUDIT_VERIFIER_SOURCE",
      "statement-source": "EZKL_AUDIT_STATEMENT_SOURCE",
    });
  });

  it("an edited manifest: what it repeats of other files, each field by its name", async () => {
    const edit = withFields({ modelDigest: `0x${OTHER}`, contextOffset: 0 });
    const { lines } = await audited.changed(MANIFEST, edit, async () => audited.local());
    expect(failures(lines)).to.deep.equal({ manifest: "EZKL_AUDIT_MANIFEST" });
    expect(lines[0]?.detail).to.contain("modelDigest, contextOffset");
  });

  it("a manifest that is none: what needs it is skipped, the rest is built all the same", async () => {
    const { lines, sample } = await audited.changed(
      MANIFEST,
      () => "{",
      async () => audited.local(),
    );
    expect(failures(lines)).to.deep.equal({ manifest: "EZKL_AUDIT_MANIFEST" });
    expect(statusOf(lines, "vk")).to.equal("skipped");
    expect(sample).to.have.property("value");
  });

  it("a committed verifier that was edited by hand", async () => {
    const source = "contracts/generated/tiny/TinyVerifier.sol";
    expect(
      await audited.failuresWith(source, (content) => `${content.toString()}// harmless\n`),
    ).to.deep.equal({
      "verifier-source": "EZKL_AUDIT_VERIFIER_SOURCE",
    });
  });

  it("an SRS that is missing is not made", async () => {
    const empty = audited.project.path("empty");
    const { lines } = await audited.local({}, { project: empty, cacheDir: empty });
    expect(failures(lines)).to.deep.equal({ srs: "EZKL_AUDIT_SRS_MISSING" });
    expect(statusOf(lines, "vk")).to.equal("skipped");
    expect(existsSync(empty)).to.equal(false);
  });

  it("another SRS of the same size", async () => {
    const places = { project: await otherSrs(audited), cacheDir: audited.project.path("empty") };
    const { lines } = await audited.local({}, places);
    expect(failures(lines)).to.deep.equal({
      srs: "EZKL_AUDIT_SRS",
      vk: "EZKL_AUDIT_VK",
      "verifier-source": "EZKL_AUDIT_VERIFIER_SOURCE",
    });
  });

  it("another compiler, or other settings, than the manifest names", async () => {
    const manifest = parseManifest(await readFile(audited.project.path(MANIFEST), "utf8"), MANIFEST);
    const { solc, solcSettings } = workspaceOf(audited.hre.config);
    expect(compilerLine({ solc, solcSettings }, manifest).status).to.equal("pass");
    expect(compilerLine({ solc: "0.8.29", solcSettings }, manifest).code).to.equal("EZKL_AUDIT_COMPILER");
    const runs = { ...solcSettings, optimizer: { enabled: true, runs: 1 } };
    expect(compilerLine({ solc, solcSettings: runs }, manifest).code).to.equal("EZKL_AUDIT_COMPILER");
    expect(
      compilerLine({ solc, solcSettings: runs }, { ...manifest, solcSettings: undefined }).status,
    ).to.equal("pass");
  });
});
