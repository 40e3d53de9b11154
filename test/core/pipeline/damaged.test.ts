import { cp, mkdir, rm } from "node:fs/promises";

import { expect } from "chai";

import { openProver } from "../../../src/pipeline/open-prover.ts";
import { openBuilt } from "../../../src/pipeline/built.ts";
import { sha256File } from "../../../src/pipeline/files.ts";
import { srsBytes } from "../../../src/srs/format.ts";
import { devSrs } from "../../../src/srs/places.ts";
import { checkProofOrigin, engineProof, loadProof, verifyNatively } from "../../../src/pipeline/verify.ts";
import { copyOfTiny, tinyBuild, useEngines, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";

const OUTPUT = "cache/ezkl/tiny";

const flip = (at: number) => (content: Buffer) => {
  const changed = Buffer.from(content);
  changed[at < 0 ? content.length + at : at]! ^= 1;
  return changed;
};

describe("damaged files", function () {
  this.timeout(60_000);
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await copyOfTiny()));

  /** Of what proofs are made with. */
  const digests = async (of: Sandbox): Promise<string[]> =>
    Promise.all(["pk.key", "vk.key", "network.ezkl"].map(async (file) => sha256File(of.path(OUTPUT, file))));

  for (const [what, file, damage] of [
    ["a proving key cut short", "pk.key", (key: Buffer) => key.subarray(0, key.length / 2)],
    ["a proving key with one byte flipped", "pk.key", flip(100_000)],
    ["an empty proving key", "pk.key", () => ""],
    ["a verifying key with one byte flipped", "vk.key", flip(-40)],
    ["a circuit with one byte flipped", "network.ezkl", flip(200)],
  ] as const) {
    it(`EZKL_ARTIFACT_DAMAGED: ${what}, before it is used`, async () => {
      await sandbox().change(`${OUTPUT}/${file}`, damage);
      sandbox().takeSteps();
      const { where, remedy } = await refuses("EZKL_ARTIFACT_DAMAGED", async () => sandbox().prove("tiny"));
      expect(where).to.contain(file);
      expect(remedy).to.contain("--force");
      expect(sandbox().takeSteps()).to.not.include("prove");
      await sandbox().build("tiny", { force: true });
      expect(await digests(sandbox())).to.deep.equal(await digests(await tinyBuild()));
      expect(await sandbox().leftovers()).to.deep.equal([]);
    });
  }

  it("EZKL_ARTIFACT_DAMAGED: a verifying key, before a proof is checked with it", async () => {
    const { proof, instances } = await (await tinyBuild()).prove("tiny");
    await sandbox().change(`${OUTPUT}/vk.key`, flip(-40));
    const model = await sandbox().model("tiny");
    const built = await openBuilt(sandbox().workspace, model);
    const prover = openProver(sandbox().workspace, model, "native");
    const loaded = loadProof(engineProof({ proof, instances }, "21.0.0"), "the proof");
    await refuses("EZKL_ARTIFACT_DAMAGED", async () =>
      verifyNatively(built, loaded, await prover.get(), "the proof"),
    );
    await prover.close();
  });

  it("EZKL_ARTIFACT_DAMAGED: a key that is gone", async () => {
    await rm(sandbox().path(`${OUTPUT}/pk.key`));
    await refuses("EZKL_ARTIFACT_DAMAGED", async () => sandbox().prove("tiny"));
    await sandbox().build("tiny");
    await sandbox().prove("tiny");
  });

  it("a state file that is no JSON: everything is made again, with the same result", async () => {
    const before = await sandbox().text("models/tiny/model.lock.json");
    await sandbox().change(`${OUTPUT}/state.json`, () => "{");
    await refuses("EZKL_NOT_BUILT", async () => sandbox().prove("tiny"));
    await sandbox().build("tiny");
    expect(await sandbox().text("models/tiny/model.lock.json")).to.equal(before);
  });

  it("EZKL_ARTIFACT_MALFORMED: a manifest cut short", async () => {
    await sandbox().change("models/tiny/model.lock.json", (text) => text.subarray(0, 50));
    await refuses("EZKL_ARTIFACT_MALFORMED", async () => sandbox().build("tiny"));
  });

  describe("a structured reference string", () => {
    const K = 9;
    const file = `srs/kzg${K}.srs`;

    /** Puts the good file into the project, where it is looked for first. */
    const adopt = async (): Promise<void> => {
      await mkdir(sandbox().path("srs"), { recursive: true });
      await cp(devSrs(sandbox().workspace.srs, K), sandbox().path(file));
    };

    for (const [what, damage] of [
      ["is cut short", (srs: Buffer) => srs.subarray(0, 40_000)],
      ["is empty", () => ""],
      ["has a flipped byte that the engine does not notice", flip(100)],
      ["has a flipped byte that panics the engine", flip(-10)],
    ] as const) {
      it(`EZKL_SRS_DAMAGED: the project's ${what}`, async () => {
        await adopt();
        await sandbox().change(file, damage);
        const manifest = await sandbox().text("models/tiny/model.lock.json");
        const { where } = await refuses("EZKL_SRS_DAMAGED", async () => sandbox().build("tiny"));
        expect(where).to.contain(`kzg${K}.srs`);
        await refuses("EZKL_SRS_DAMAGED", async () => sandbox().prove("tiny"));
        expect(await sandbox().text("models/tiny/model.lock.json")).to.equal(manifest);
        await adopt();
        await sandbox().build("tiny");
      });
    }

    it("EZKL_SRS_DAMAGED: the user's own has a flipped byte; removed, another is made", async () => {
      const other = await Sandbox.make();
      try {
        // A cache of its own, with the shared engine linked into it.
        await other.useOwnCache();
        await other.write("tiny");
        await other.build("tiny");
        const path = devSrs(other.workspace.srs, K).slice(other.root.length + 1);
        await other.change(path, flip(100));
        const { remedy } = await refuses("EZKL_SRS_DAMAGED", async () => other.build("tiny"));
        expect(remedy).to.contain("remove it");
        await rm(other.path(path));
        await other.build("tiny");
        await other.prove("tiny");
      } finally {
        await other.remove();
      }
    });

    it("has the length that the format gives it", async () => {
      expect(srsBytes(11)).to.equal(262_404);
    });
  });
});

describe("a proof file", function () {
  this.timeout(60_000);

  const loadFor = async (text: string) => {
    const sandbox = await tinyBuild();
    const built = await openBuilt(sandbox.workspace, await sandbox.model("tiny"));
    const loaded = loadProof(text, "p.json");
    checkProofOrigin(loaded, built, "p.json");
    return { sandbox, built, loaded };
  };

  const ours = async (change: object = {}): Promise<string> => {
    const sandbox = await tinyBuild();
    const { manifest } = await openBuilt(sandbox.workspace, await sandbox.model("tiny"));
    const { modelDigest, engine } = manifest;
    const zero = `0x${"00".repeat(32)}`;
    const instances = new Array<string>(manifest.instances).fill(zero);
    const file = {
      schemaVersion: 1,
      model: "tiny",
      modelDigest,
      engine,
      context: null,
      proof: "0x12",
      instances,
    };
    return JSON.stringify({ ...file, statement: {}, ...change });
  };

  const refusesFile = async (code: string, text: string) => refuses(code, async () => loadFor(text));

  it("that is cut short", async () => {
    await refusesFile("EZKL_ARTIFACT_MALFORMED", (await ours()).slice(0, 40));
  });
  it("that has no proof", async () => {
    await refusesFile("EZKL_ARTIFACT_INVALID", await ours({ proof: undefined }));
  });
  it("of another engine", async () => {
    await refusesFile("EZKL_ENGINE_MISMATCH", await ours({ engine: "23.0.5" }));
  });
  it("of another model", async () => {
    await refusesFile("EZKL_PROOF_INVALID", await ours({ modelDigest: `0x${"ab".repeat(32)}` }));
  });
  it("with an instance too few", async () => {
    const { sandbox, built, loaded } = await loadFor(await ours({ instances: [] }));
    const prover = openProver(sandbox.workspace, built.model, "native");
    await refuses("EZKL_ARTIFACT_INVALID", async () =>
      verifyNatively(built, loaded, await prover.get(), "p.json"),
    );
    await prover.close();
  });
});
