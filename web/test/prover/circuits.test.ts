import { cp, rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";

import { buildModels } from "../../../scripts/web/action.ts";
import { settingsSha256 } from "../../../src/index.ts";
import { sha256File } from "../../../src/pipeline/files.ts";
import { collectCircuits, type Collected } from "../../plugins/collect-circuits.ts";
import { ownProject } from "../../plugins/project.ts";
import { catalogueSchema, partPath, type Circuit } from "../../src/prover/catalogue.ts";

describe("the circuits that the page carries", function () {
  this.timeout(120_000);
  let collected: Collected;

  before(async function () {
    this.timeout(600_000);
    await buildModels(hre);
    collected = await collectCircuits(ownProject());
  });

  const circuitOf = (name: string): Circuit => {
    const entry = collected.catalogue[name]!;
    if ("missing" in entry) throw new Error(entry.missing);
    return entry;
  };

  it("are told by a catalogue that the page reads as it was written", () => {
    const sent: unknown = JSON.parse(JSON.stringify(collected.catalogue));
    expect(catalogueSchema.parse(sent)).to.deep.equal(sent);
  });

  for (const name of ["singing-judge", "biometric-code"])
    it(`${name}: every file is there under its digest, which is the manifest's, and at most 100 MB in all`, async () => {
      const { manifest, settings, parts } = circuitOf(name);
      expect(settingsSha256(settings)).to.equal(manifest.settingsSha256);
      expect(parts.circuit.sha256).to.equal(manifest.circuitSha256);
      expect(parts.vk.sha256).to.equal(manifest.vkSha256);
      expect(parts.pk.sha256).to.equal(manifest.pkSha256);
      expect(parts.srs.sha256).to.equal(manifest.srs.sha256);
      const sent = [parts.circuit, parts.vk, parts.srs, ...(parts.pk.sent ? [parts.pk] : [])];
      expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).to.be.at.most(100e6);
      for (const part of sent) {
        const file = collected.files.get(partPath(part).split("/")[1]!);
        expect(file?.bytes).to.equal(part.bytes);
        expect(await sha256File(file!.path)).to.equal(part.sha256);
      }
    });

  it("a key beyond 100 MB is not sent, and smaller ones are", () => {
    const sent = (name: string) => circuitOf(name).parts.pk.sent;
    expect([sent("singing-judge"), sent("biometric-code")]).to.deep.equal([true, false]);
  });

  it("a circuit that the wasm engine refuses is told with what proves it", () => {
    expect(collected.catalogue["trading-signal"]).to.include({
      remedy: "prove it with the native engine: npx hardhat ezkl prove trading-signal",
    });
  });

  it("a model that is not built is told with the command that builds it", async () => {
    const project = ownProject();
    const output = join(project.paths.output, "..", "not-built");
    await rm(output, { recursive: true, force: true });
    try {
      const { catalogue, files } = await collectCircuits({ ...project, paths: { ...project.paths, output } });
      expect([...files]).to.deep.equal([]);
      expect(catalogue["singing-judge"]).to.deep.include({
        remedy: "npx hardhat ezkl build singing-judge, then start or build the page again",
      });
    } finally {
      await rm(output, { recursive: true, force: true });
    }
  });

  it("a key that was damaged on the disk is told, and none of the model's files is sent", async () => {
    const project = ownProject();
    const output = join(project.paths.output, "..", "damaged");
    await rm(output, { recursive: true, force: true });
    try {
      await cp(join(project.paths.output, "singing-judge"), join(output, "singing-judge"), {
        recursive: true,
      });
      await cp(join(output, "singing-judge", "vk.key"), join(output, "singing-judge", "pk.key"));
      const { catalogue, files } = await collectCircuits({ ...project, paths: { ...project.paths, output } });
      expect([...files]).to.deep.equal([]);
      expect(catalogue["singing-judge"]).to.have.property("missing").that.contains("recorded content");
    } finally {
      await rm(output, { recursive: true, force: true });
    }
  });
});
