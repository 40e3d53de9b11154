import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { sha256File } from "../../../src/pipeline/files.ts";
import { ceremonyOf } from "../../../src/srs/ceremonies.ts";
import { importSrs } from "../../../src/srs/import.ts";
import { projectSrs, srsFolders } from "../../../src/srs/places.ts";
import { readVerifierFacts } from "../../../src/verifier/facts.ts";
import { giveHermez } from "../../helpers/ceremony.ts";
import { share } from "../../helpers/share.ts";
import { useEngines, useSandbox } from "../pipeline/fixture.ts";
import { refuses } from "../pipeline/refuses.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { CEREMONY_CONFIG } from "../pipeline/tiny-model.ts";
import { HERMEZ_PTAU, HERMEZ_SRS_SHA256 } from "./folder.ts";

const MANIFEST = "models/tiny/model.lock.json";
const DEV_CONFIG = { ...CEREMONY_CONFIG, srs: undefined };

describe("a model on a ceremony's SRS", function () {
  this.timeout(60_000);
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => {
    const made = await Sandbox.make();
    await made.useOwnCache();
    return withEngines(made);
  });

  it("is built, proved and verified; its verifier is recognised and its manifest names the ceremony", async () => {
    await giveHermez(sandbox().path("srs"));
    await sandbox().write("tiny", CEREMONY_CONFIG);
    const { manifest, srs, model } = await sandbox().build("tiny");
    expect(srs).to.include({ kind: "ceremony", ceremony: "hermez", k: 8, sha256: HERMEZ_SRS_SHA256 });
    expect(manifest.srs).to.include({
      kind: "ceremony",
      ceremony: "hermez",
      k: 8,
      sha256: HERMEZ_SRS_SHA256,
    });
    expect(ceremonyOf(manifest.srs.negG2)).to.equal("hermez");
    const { negSG2 } = readVerifierFacts(await readFile(model.paths.engineVerifier, "utf8"));
    expect(ceremonyOf(negSG2)).to.equal("hermez");
    await sandbox().prove("tiny");
    expect((await sandbox().build("tiny", { frozen: true })).cached).to.equal(true);
  });

  it("EZKL_CEREMONY_MISSING: it is not here, and no dev SRS stands in", async () => {
    await sandbox().write("tiny", CEREMONY_CONFIG);
    for (const srs of ["hermez", "ezkl", "ceremony"]) {
      await sandbox().write("tiny", { ...CEREMONY_CONFIG, srs });
      const { remedy } = await refuses("EZKL_CEREMONY_MISSING", async () => sandbox().build("tiny"));
      expect(remedy).to.contain("ezkl srs fetch 8").and.to.contain("ezkl srs import");
    }
    expect(await sandbox().leftovers()).to.deep.equal([]);
    expect((await sandbox().files()).filter((file) => file.endsWith(".srs"))).to.deep.equal([]);
  });

  it("EZKL_CEREMONY_MISSING: what stood on a ceremony never goes back to a dev SRS by itself, forced or not", async () => {
    await cp(new URL("../../../srs/hermez/kzg8.srs", import.meta.url), await ownFile(8));
    await sandbox().write("tiny", DEV_CONFIG);
    // Recognised by its content, and checked point by point: nothing was said of it.
    expect((await sandbox().build("tiny")).manifest.srs).to.include({ kind: "ceremony", ceremony: "hermez" });
    const before = await sandbox().text(MANIFEST);
    await rm(await ownFile(8));
    await refuses("EZKL_CEREMONY_MISSING", async () => sandbox().prove("tiny"));
    await refuses("EZKL_CEREMONY_MISSING", async () => sandbox().build("tiny"));
    await refuses("EZKL_CEREMONY_MISSING", async () => sandbox().build("tiny", { force: true }));
    expect(await sandbox().text(MANIFEST)).to.equal(before);
    await sandbox().write("tiny", { ...CEREMONY_CONFIG, srs: "dev" });
    expect((await sandbox().build("tiny")).manifest.srs).to.include({ kind: "dev" });
  });

  it("takes the project's default where the model says nothing, and a project's dev file never for a ceremony", async () => {
    await giveHermez(sandbox().path("srs"));
    await sandbox().write("tiny", DEV_CONFIG);
    const dev = await sandbox().build("tiny");
    expect(dev.manifest.srs).to.include({ kind: "dev", k: 8 });
    await cp(dev.srs.path, await ownFile(8));
    expect((await sandbox().build("tiny")).srs).to.include({ kind: "dev", path: await ownFile(8) });
    sandbox().workspace.srs.choice = "ceremony";
    expect((await sandbox().build("tiny")).srs).to.include({ kind: "ceremony", ceremony: "hermez" });
    expect((await sandbox().build("tiny", { force: true })).srs).to.include({ kind: "ceremony" });
  });

  async function ownFile(k: number): Promise<string> {
    const path = projectSrs(sandbox().workspace.srs, k);
    await mkdir(sandbox().path("srs"), { recursive: true });
    return path;
  }

  for (const engine of share(["21.0.0", "23.0.5"], 2)) {
    it(`stands on a larger file with the same keys and verifier, byte for byte (engine ${engine})`, async () => {
      const runArgs = {
        ...CEREMONY_CONFIG.runArgs,
        logrows: 7,
        decompBase: 64,
        decompLegs: 5,
        innerColumns: 4,
      };
      await sandbox().write("tiny", { ...CEREMONY_CONFIG, engine, runArgs });
      const places = sandbox().workspace.srs;
      await importSrs(places, HERMEZ_PTAU);
      const digests: Record<number, string[]> = {};
      for (const k of [7, 8]) {
        const { model, srs } = await sandbox().build("tiny", { force: true });
        expect(srs.k).to.equal(k);
        const { vk, pk, engineVerifier, verifier } = model.paths;
        digests[k] = await Promise.all([vk, pk, engineVerifier, verifier].map(sha256File));
        // The same keys, as is told below: a proof with one file is enough.
        if (k === 8) await sandbox().prove("tiny");
        if (engine === "21.0.0" && k === 8)
          await refuses("EZKL_SRS_NOT_EXACT", async () => sandbox().prove("tiny", {}, "wasm"));
        await rm(join(srsFolders(places, "hermez")[1], "kzg7.srs"), { force: true });
      }
      expect(digests[8]).to.deep.equal(digests[7]);
      // What the manifest names goes first from now on: nothing changes when the exact file comes back.
      await importSrs(places, HERMEZ_PTAU, { k: 7 });
      expect((await sandbox().build("tiny", { frozen: true })).srs.k).to.equal(8);
      expect((await sandbox().build("tiny", { force: true })).srs.k).to.equal(7);
    });
  }
});
