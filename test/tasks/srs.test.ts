import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { userCacheDir } from "../../src/pipeline/cache-dir.ts";
import { ceremonyProject } from "../helpers/ceremony.ts";
import type { Project } from "../helpers/project.ts";
import { HERMEZ_PTAU, HERMEZ_SRS_SHA256 } from "../core/srs/folder.ts";
import { serve } from "../core/srs/server.ts";

interface Listed {
  ceremony?: string;
  k: number;
  place: string;
  problem?: string;
}

describe("the tasks ezkl srs", function () {
  this.timeout(180_000);
  let project: Project;

  before(async () => {
    project = await ceremonyProject();
  });
  after(async () => project.remove());

  const OWN_CACHE = { HARDHAT_EZKL_CACHE: "" };
  const inOwnCache = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await project.hardhat([...args, "--json"], OWN_CACHE);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  before(async () => {
    OWN_CACHE.HARDHAT_EZKL_CACHE = project.path("user-cache");
    // The user's engines: to install them is no part of it.
    await mkdir(OWN_CACHE.HARDHAT_EZKL_CACHE);
    await symlink(join(userCacheDir(), "engines"), join(OWN_CACHE.HARDHAT_EZKL_CACHE, "engines"));
  });

  it("import takes a ceremony's .ptau, list shows it and its ceremony", async () => {
    const imported = await inOwnCache("ezkl", "srs", "import", HERMEZ_PTAU, "--k", "8");
    expect(imported["imported"]).to.have.nested.property("[0].sha256", HERMEZ_SRS_SHA256);
    const { files } = await inOwnCache("ezkl", "srs", "list");
    const found = (files as Listed[]).map(({ ceremony, k, place }) => `${ceremony} ${k} ${place}`);
    expect(found).to.deep.equal(["hermez 8 project", "hermez 8 cache"]);
    const { stdout } = await project.hardhat(["ezkl", "srs", "list"], OWN_CACHE);
    expect(stdout).to.contain("hermez").and.to.contain(HERMEZ_SRS_SHA256.slice(0, 16));
  });

  it("import refuses what nobody published", async () => {
    await project.write("made.ptau", "ptau");
    await project.refuses("EZKL_PTAU_INVALID", ["ezkl", "srs", "import", "made.ptau"], OWN_CACHE);
  });

  it("fetch refuses a mirror that has something else, and a size that is not published", async () => {
    const mirror = await serve((_, response) => response.end("not an SRS"));
    try {
      const args = ["ezkl", "srs", "fetch", "6", "--url", `${mirror.url}/kzg6`];
      await project.refuses("EZKL_DOWNLOAD_MISMATCH", args, OWN_CACHE);
      expect(mirror.requests).to.have.length(1);
    } finally {
      await mirror.close();
    }
    for (const k of ["99", "six"])
      await project.refuses("EZKL_SRS_SIZE", ["ezkl", "srs", "fetch", k], OWN_CACHE);
  });

  it("dev makes the user's, or finds it, and warns of it", async () => {
    expect(await project.answer("ezkl", "srs", "dev", "6")).to.include({ kind: "dev", k: 6 });
    const { stdout } = await project.succeed("ezkl", "srs", "dev", "6");
    expect(stdout).to.contain("dev SRS");
  });

  it("build stands on the ceremony that the model names; inspect and doctor say which", async () => {
    await project.succeed("ezkl", "build", "tiny");
    const { manifest } = await project.answer("ezkl", "inspect", "tiny");
    expect(manifest).to.have.nested.property("srs.ceremony", "hermez");
    const { stdout } = await project.succeed("ezkl", "inspect", "tiny");
    expect(stdout).to.contain("ceremony hermez, k=8").and.to.not.contain("dev SRS");
    expect((await project.hardhat(["ezkl", "doctor"])).stdout).to.contain("hermez (project): k=8");
  });

  it("build without the ceremony's file says how to get it; list and doctor name a damaged one", async () => {
    await project.write("srs/hermez/kzg8.srs", "damaged");
    await project.refuses("EZKL_SRS_DAMAGED", ["ezkl", "build", "tiny"]);
    const { files } = await inOwnCache("ezkl", "srs", "list");
    expect((files as Listed[]).filter(({ problem }) => problem !== undefined)).to.have.length(1);
    const doctor = await project.hardhat(["ezkl", "doctor"]);
    expect(doctor.code).to.equal(1);
    expect(doctor.stdout).to.contain("kzg8.srs: ");
    await project.write("models/tiny/model.json", JSON.stringify({ srs: "ezkl", context: false }));
    const { stderr } = await project.refuses(
      "EZKL_CEREMONY_MISSING",
      ["ezkl", "build", "tiny", "--repin"],
      OWN_CACHE,
    );
    expect(stderr).to.contain("ezkl srs fetch");
  });
});
