import { readdir, rm } from "node:fs/promises";

import { expect } from "chai";

import type { Project } from "../helpers/project.ts";

import { tinyProject } from "./tiny-project.ts";

describe("the tasks of the store", function () {
  this.timeout(120_000);
  let project: Project;

  before(async () => {
    project = await tinyProject();
  });
  after(async () => project.remove());

  it("EZKL_NOT_BUILT: nothing to export yet", async () => {
    await project.refuses("EZKL_NOT_BUILT", ["ezkl", "store", "export", "shared"]);
  });

  it("export writes what the models' circuits and keys are, by content", async () => {
    await project.succeed("ezkl", "build");
    const { models, bytes } = await project.answer("ezkl", "store", "export", "shared");
    expect(models).to.deep.equal(["tiny"]);
    expect(await readdir(project.path("shared", "objects"))).to.have.length(3);
    expect(await readdir(project.path("shared", "index"))).to.have.length(2);
    expect(bytes).to.be.greaterThan(1e6);
    const { stdout } = await project.succeed("ezkl", "store", "export", "shared", "tiny");
    expect(stdout).to.contain("tiny: ").and.to.contain("ezkl.store.shared");
  });

  it("clean --unused keeps what a model of the project uses", async () => {
    const { removed, keptBytes } = await project.answer("ezkl", "clean", "--unused");
    expect(removed).to.deep.equal([]);
    expect(keptBytes).to.be.greaterThan(1e6);
  });

  it("clean --unused removes what the project no longer has, once, and says how much came free", async () => {
    await rm(project.path("models", "tiny"), { recursive: true });
    // Its files are the store's under other names.
    await rm(project.path("shared"), { recursive: true });
    expect((await project.answer("ezkl", "clean"))["removed"], "under the quota").to.deep.equal([]);
    const { stdout } = await project.succeed("ezkl", "clean", "--unused");
    expect(stdout).to.match(/removed .*tiny[^]*MB freed, 0\.0 MB kept/);
    expect(await readdir(project.path("cache", "store", "objects"))).to.deep.equal([]);
    expect((await project.answer("ezkl", "clean", "--unused"))["removed"]).to.deep.equal([]);
  });
});
