import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { config } from "hardhat";

import { openBuilt, type Built } from "../../src/pipeline/built.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { requireManifest } from "../../tasks/ezkl/deploy/check-files.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";

import { failsWith, makeFolder, MODEL, type Folder } from "./stage.ts";

describe("a model's files before they are deployed", function () {
  this.timeout(240_000);
  let built: Built;
  let folder: Folder;

  before(async () => {
    await buildSignal();
    const { paths } = workspaceOf(config);
    built = await openBuilt(workspaceOf(config), await loadModel(paths, MODEL));
    folder = await makeFolder();
  });
  after(async () => folder.remove());

  const elsewhere = (
    path: string,
    file: "srs" | "onnx" | "circuit" | "vk" | "verifier" | "statement",
  ): Built =>
    file === "srs"
      ? { ...built, srs: { ...built.srs, path } }
      : { ...built, model: { ...built.model, paths: { ...built.model.paths, [file]: path } } };

  it("are the manifest's", async () => requireManifest(built));

  for (const file of ["onnx", "circuit", "vk", "verifier", "statement", "srs"] as const)
    it(`are refused when the ${file} is another, or gone`, async () => {
      const path = join(folder.path, file);
      const gone = await failsWith("EZKL_ARTIFACT_DAMAGED", requireManifest(elsewhere(path, file)));
      expect(gone.message).to.contain(path).and.to.contain("missing");
      await writeFile(path, "another");
      const other = await failsWith("EZKL_ARTIFACT_DAMAGED", requireManifest(elsewhere(path, file)));
      expect(other.message).to.contain("sha-256");
    });
});
