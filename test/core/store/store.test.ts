import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import type { Manifest } from "../../../src/artifacts/manifest.ts";
import { sha256, sha256File } from "../../../src/pipeline/files.ts";
import { readState } from "../../../src/pipeline/state.ts";
import { exportModel } from "../../../src/store/export.ts";
import { copyOfTiny, useEngines, useSandbox } from "../pipeline/fixture.ts";
import { refuses } from "../pipeline/refuses.ts";
import type { Sandbox } from "../pipeline/sandbox.ts";
import { serve, type SharedServer } from "./shared-server.ts";

const OUTPUT = "cache/ezkl/tiny";

/** A sandbox whose builds use a store of its own. */
async function withStore(): Promise<Sandbox> {
  const sandbox = await copyOfTiny();
  useStore(sandbox);
  return sandbox;
}

function useStore(sandbox: Sandbox, options: { shared?: string; quotaBytes?: number } = {}): string[] {
  const notes: string[] = [];
  const store = { directory: sandbox.path("store"), quotaBytes: 1e9, idleMs: 2000, ...options };
  Object.assign(sandbox.workspace, { store });
  sandbox.workspace.reporter.note = (_model, text) => notes.push(text);
  return notes;
}

const clean = async (sandbox: Sandbox): Promise<void> =>
  rm(sandbox.path("cache"), { recursive: true, force: true });

/** What proofs are made with, by content: a build that makes the same needs no proof to show it. */
const digests = async (sandbox: Sandbox): Promise<string[]> =>
  Promise.all(
    ["pk.key", "vk.key", "network.ezkl"].map(async (file) => sha256File(sandbox.path(OUTPUT, file))),
  );

describe("the store", function () {
  this.timeout(120_000);
  const withEngines = useEngines();
  /** Built from nothing, so that its store has everything. */
  let filled: Sandbox;
  before(async () => {
    filled = await withStore();
    await clean(filled);
    await filled.build("tiny");
  });
  after(async () => filled.remove());
  const sandbox = useSandbox(async () => {
    const own = await filled.copy();
    useStore(own);
    return withEngines(own);
  });

  const object = async (output: string, step = "keys"): Promise<string> => {
    const state = JSON.parse(await sandbox().text(`${OUTPUT}/state.json`)) as Record<
      string,
      { outputs: Record<string, { sha256: string }> }
    >;
    return `store/objects/${state[step]!.outputs[output]!.sha256}`;
  };

  it("gives back after a clean the circuit and keys that were made before, and it proves", async () => {
    const manifest = await sandbox().text("models/tiny/model.lock.json");
    await clean(sandbox());
    const adopted: string[] = [];
    sandbox().workspace.reporter.end = (_model, step, result) => {
      if (result.adopted === true) adopted.push(step);
    };
    await sandbox().build("tiny");
    expect(adopted).to.deep.equal(["circuit", "keys"]);
    expect(await sandbox().text("models/tiny/model.lock.json")).to.equal(manifest);
    await sandbox().prove("tiny");
    expect(await sandbox().leftovers()).to.deep.equal([]);
  });

  it("serves another model of the same content, whatever its name", async () => {
    await sandbox().write(
      "twin",
      { inputVisibility: "public" },
      { "settings.json": await sandbox().text("models/tiny/settings.json") },
    );
    await clean(sandbox());
    await sandbox().build("tiny");
    await sandbox().build("twin");
    const [a, b] = await Promise.all(
      ["tiny", "twin"].map(async (name) => stat(sandbox().path(`cache/ezkl/${name}/pk.key`))),
    );
    expect(a!.ino).to.equal(b!.ino);
  });

  it("is not asked by --force, and takes what that makes", async () => {
    const made: string[] = [];
    sandbox().workspace.reporter.end = (_model, step, { cached, adopted }) => {
      if (!cached && adopted !== true) made.push(step);
    };
    await sandbox().build("tiny", { force: true });
    expect(made).to.include.members(["circuit", "keys", "verifier"]);
  });

  for (const [what, damage] of [
    ["has a flipped byte", async (path: string) => writeFile(path, flip(await readFile(path)))],
    ["is cut short", async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 5000))],
    ["is gone", async (path: string) => rm(path)],
  ] as const) {
    it(`makes a key again whose object ${what}, says so, and mends the store`, async () => {
      const pk = await object("pk");
      await clean(sandbox());
      await damage(sandbox().path(pk));
      const notes = useStore(sandbox());
      await sandbox().build("tiny");
      expect(notes.join()).to.contain(pk);
      expect(await digests(sandbox())).to.deep.equal(await digests(filled));
      await clean(sandbox());
      sandbox().takeSteps();
      await sandbox().build("tiny");
      expect(sandbox().takeSteps()).to.include("keys");
      expect(await digests(sandbox())).to.deep.equal(await digests(filled));
    });
  }

  it("does not give keys that the manifest does not name", async () => {
    await clean(sandbox());
    await sandbox().change("models/tiny/model.lock.json", (text) =>
      text.toString().replace(/("vkSha256": ")\w{8}/, "$100000000"),
    );
    let adopted: boolean | undefined;
    sandbox().workspace.reporter.end = (_model, step, result) => {
      if (step === "keys") ({ adopted } = result);
    };
    await sandbox().build("tiny");
    expect(adopted).to.equal(false);
  });

  for (const manifest of [true, false]) {
    it(`gives no Solidity, ${manifest ? "with" : "without"} a manifest: a contract that somebody laid there is not taken`, async () => {
      const files = ["contracts/generated/tiny/TinyVerifier.sol", `${OUTPUT}/engine-verifier.sol`];
      const honest = await Promise.all(files.map(async (file) => sandbox().text(file)));
      await forgeEntries(sandbox(), "store", ["verifier"]);
      await clean(sandbox());
      if (!manifest) await rm(sandbox().path("models/tiny/model.lock.json"));
      await sandbox().build("tiny");
      expect(await Promise.all(files.map(async (file) => sandbox().text(file)))).to.deep.equal(honest);
      expect(
        (await readdir(sandbox().path("store/index"))).filter((name) => /^verif/.test(name)).length,
      ).to.be.lessThan(2);
    });
  }

  for (const [what, open] of [
    ["anybody can write into", ""],
    ["anybody can write objects into", "objects"],
    ["anybody can write entries into", "index"],
  ] as const) {
    it(`that ${what} gives the keys that the manifest names, nothing else, and is not written to`, async () => {
      const honest = await sandbox().text(OUTPUT, "network.ezkl");
      await forgeEntries(sandbox(), "store", ["circuit"]);
      await chmod(sandbox().path("store", open), 0o777);
      const before = await readdir(sandbox().path("store"), { recursive: true });
      const adopted: string[] = [];
      sandbox().workspace.reporter.end = (_model, step, result) => {
        if (result.adopted === true) adopted.push(step);
      };
      await clean(sandbox());
      const notes = useStore(sandbox());
      await sandbox().build("tiny");
      expect(notes.join()).to.contain("taken for a shared store");
      expect(adopted).to.deep.equal(["keys"]);
      expect((await sandbox().text(OUTPUT, "network.ezkl")) === honest).to.equal(true);
      const { nlink } = await stat(sandbox().path(OUTPUT, "pk.key"));
      expect(nlink, "a file of its own").to.equal(1);

      await clean(sandbox());
      await rm(sandbox().path("models/tiny/model.lock.json"));
      await sandbox().build("tiny");
      expect(adopted).to.deep.equal(["keys"]);
      expect(await readdir(sandbox().path("store"), { recursive: true })).to.deep.equal(before);
    });
  }

  it("says that it cannot be written to, and the build goes on", async () => {
    await clean(sandbox());
    await rm(sandbox().path("store"), { recursive: true });
    await writeFile(sandbox().path("store"), "a file");
    const notes = useStore(sandbox());
    await sandbox().build("tiny");
    await sandbox().prove("tiny");
    expect(notes.join()).to.contain("not kept in the store");
  });
});

describe("a shared store", function () {
  this.timeout(120_000);
  const withEngines = useEngines();
  let exported: Sandbox;
  const exporter = useSandbox(async () => exported.copy());
  const sandbox = useSandbox(async () => {
    const fresh = await copyOfTiny();
    await clean(fresh);
    return withEngines(fresh);
  });
  let server: SharedServer;
  before(async () => {
    server = await serve(() => exporter().path("export"));
    // The same inputs and the same SRS, in another checkout.
    exported = await withStore();
    await exportModel(exported.workspace, await exported.model("tiny"), exported.path("export"));
  });
  after(async () => {
    await server.close();
    await exported.remove();
  });
  beforeEach(() => {
    server.misbehave.clear();
    server.requests.splice(0);
  });

  /** Builds, and tells whether the keys came from a store and what was said. */
  const build = async (
    shared: string,
  ): Promise<{ adopted: boolean; notes: string[]; progress: number[] }> => {
    const notes = useStore(sandbox(), { shared });
    const progress: number[] = [];
    let adopted = false;
    Object.assign(sandbox().workspace.reporter, {
      end: (_model: string, step: string, result: { adopted?: boolean }) => {
        if (step === "keys") adopted = result.adopted === true;
      },
      progress: (_model: string, _step: string, bytes: number, total: number) => progress.push(bytes / total),
    });
    await sandbox().build("tiny");
    return { adopted, notes, progress };
  };

  it("over HTTP saves the making of keys, which are kept for the next time", async () => {
    const manifest = await sandbox().text("models/tiny/model.lock.json");
    const { adopted, notes, progress } = await build(server.url);
    expect(adopted, notes.join()).to.equal(true);
    expect(progress.at(-1)).to.equal(1);
    await sandbox().prove("tiny");
    expect(await sandbox().text("models/tiny/model.lock.json")).to.equal(manifest);
    expect(await sandbox().leftovers()).to.deep.equal([]);
    await clean(sandbox());
    server.requests.splice(0);
    expect((await build(server.url)).adopted).to.equal(true);
    expect(server.requests).to.deep.equal([]);
  });

  it("in a folder does the same, and is not written to", async () => {
    const before = await readdir(exporter().path("export"), { recursive: true });
    expect((await build(exporter().path("export"))).adopted).to.equal(true);
    expect(await readdir(exporter().path("export"), { recursive: true })).to.deep.equal(before);
    await sandbox().prove("tiny");
  });

  for (const [what, edit] of [
    ["there is no manifest", undefined],
    ["the manifest does not name the proving key", /"pkSha256": "\w+",/],
    ["the manifest does not say how long it is", /"pkBytes": \d+,/],
    ["the manifest does not say how long the verifying key is", /"vkBytes": \d+,/],
  ] as const) {
    it(`is not asked where ${what}`, async () => {
      const manifest = "models/tiny/model.lock.json";
      if (edit === undefined) await rm(sandbox().path(manifest));
      else await sandbox().change(manifest, (text) => text.toString().replace(edit, ""));
      const { adopted, notes } = await build(server.url);
      expect(adopted).to.equal(false);
      expect(server.requests).to.deep.equal([]);
      expect(notes.join()).to.contain("no manifest names both keys");
    });
  }

  it("is asked for the two keys by their hashes, and for nothing else", async () => {
    const { vkSha256, pkSha256 } = await named();
    await build(server.url);
    expect(server.requests).to.deep.equal([`/objects/${vkSha256}`, `/objects/${pkSha256}`]);
  });

  /** What the sandbox's manifest says. */
  const named = async (): Promise<Required<Manifest>> =>
    JSON.parse(await sandbox().text("models/tiny/model.lock.json")) as Required<Manifest>;

  const forged = ["the proving key", "the verifying key"] as const;
  for (const [kind, shared] of [
    ["HTTP", () => server.url],
    ["a folder", () => exporter().path("export")],
  ] as const) {
    for (const what of forged) {
      it(`over ${kind}, with another content of ${what}: keys are made, the same manifest comes of it`, async () => {
        const before = await named();
        const name = what === "the proving key" ? before.pkSha256 : before.vkSha256;
        await exporter().change(`export/objects/${name}`, flip);
        const { adopted, notes } = await build(shared());
        expect(adopted).to.equal(false);
        expect(notes.join()).to.contain("not the one that the manifest names");
        expect(await named()).to.deep.equal(before);
        expect(await digests(sandbox())).to.deep.equal(await digests(exported));
        expect(await sandbox().leftovers()).to.deep.equal([]);
      });
    }
  }

  it("gives no Solidity, circuit or settings, however truly its entries name them, with a manifest and without", async () => {
    const honest = await sandbox().text("contracts/generated/tiny/TinyVerifier.sol");
    await forgeEntries(exporter(), "export");
    for (const manifest of [true, false]) {
      for (const shared of [server.url, exporter().path("export")]) {
        await clean(sandbox());
        if (!manifest) await rm(sandbox().path("models/tiny/model.lock.json"));
        await build(shared);
        expect(await sandbox().text("contracts/generated/tiny/TinyVerifier.sol")).to.equal(honest);
        for (const file of ["network.ezkl", "vk.key", "pk.key", "engine-verifier.sol"])
          expect(
            (await sandbox().text(OUTPUT, file)) === (await exporter().text(OUTPUT, file)),
            file,
          ).to.equal(true);
      }
    }
  });

  it("is exported only from files that are whole", async () => {
    await exporter().change(`${OUTPUT}/pk.key`, flip);
    await refuses("EZKL_ARTIFACT_DAMAGED", async () =>
      exportModel(exporter().workspace, await exporter().model("tiny"), exporter().path("other")),
    );
  });
});

/** Lays altered outputs of the last build into a store's folder, each under the hash that it has, with entries that name them. */
async function forgeEntries(
  sandbox: Sandbox,
  folder: string,
  steps: readonly string[] = ["circuit", "keys", "verifier"],
): Promise<void> {
  const state = await readState(sandbox.path(OUTPUT, "state.json"));
  const { onnxSha256, settingsSha256 } = JSON.parse(
    await sandbox.text("models/tiny/model.lock.json"),
  ) as Manifest;
  const files: Record<string, string> = {
    ...{ circuit: "network.ezkl", vk: "vk.key", pk: "pk.key", source: "engine-verifier.sol" },
  };
  for (const step of steps) {
    const { fingerprint, outputs } = state[step] ?? expect.fail(`no ${step}`);
    const named: Record<string, object> = {};
    for (const output of Object.keys(outputs)) {
      const content = await readFile(sandbox.path(OUTPUT, files[output] ?? ""));
      const other = output === "source" ? otherVerifier(content) : flip(content);
      const digest = sha256(other);
      await sandbox.put(join(folder, "objects", digest), other);
      named[output] = { sha256: digest, bytes: other.length };
    }
    const model = { onnxSha256, settingsSha256 };
    await sandbox.put(
      join(folder, "index", `${step}-${fingerprint}.json`),
      JSON.stringify({ schemaVersion: 1, step, fingerprint, model, outputs: named }),
    );
  }
}

/** The engine's contract with another transcript digest of the verifying key. */
function otherVerifier(content: Buffer): Buffer {
  const text = content.toString();
  const other = text.replace(/(0x[0-9a-f]{63})[0-9a-f](\) \/\/ vk_digest)/, "$1f$2");
  expect(other).to.not.equal(text);
  return Buffer.from(other);
}

function flip(content: Buffer): Buffer {
  return flipAt(content, content.length >> 1);
}

function flipAt(content: Buffer, at: number): Buffer {
  const changed = Buffer.from(content);
  changed[at]! ^= 1;
  return changed;
}
