import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";

import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { readState } from "../../../src/pipeline/state.ts";
import { exportModel } from "../../../src/store/export.ts";
import { fetchKeys } from "../../../src/store/shared.ts";
import { copyOfTiny, useSandbox } from "../pipeline/fixture.ts";
import { refuses } from "../pipeline/refuses.ts";
import type { Sandbox } from "../pipeline/sandbox.ts";
import { serve, type Answer, type SharedServer } from "./shared-server.ts";

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

describe("the store", function () {
  this.timeout(120_000);
  const sandbox = useSandbox(withStore);

  /** Builds from nothing, so that the store has everything. */
  const fill = async (): Promise<void> => {
    await clean(sandbox());
    await sandbox().build("tiny");
    sandbox().takeSteps();
  };
  const object = async (output: string, step = "keys"): Promise<string> => {
    const state = JSON.parse(await sandbox().text(`${OUTPUT}/state.json`)) as Record<
      string,
      { outputs: Record<string, { sha256: string }> }
    >;
    return `store/objects/${state[step]!.outputs[output]!.sha256}`;
  };

  it("gives back after a clean what was made before, without the engine, and it proves", async () => {
    await fill();
    const manifest = await sandbox().text("models/tiny/model.lock.json");
    await clean(sandbox());
    Object.assign(sandbox().workspace, { engine: async () => expect.fail("the engine was asked") });
    await sandbox().build("tiny");
    expect(await sandbox().text("models/tiny/model.lock.json")).to.equal(manifest);
    delete (sandbox().workspace as { engine?: unknown }).engine;
    await sandbox().prove("tiny");
    expect(await sandbox().leftovers()).to.deep.equal([]);
  });

  it("serves another model of the same content, whatever its name", async () => {
    await fill();
    await sandbox().write(
      "twin",
      { inputVisibility: "public" },
      { "settings.json": await sandbox().text("models/tiny/settings.json") },
    );
    await sandbox().build("twin");
    const [a, b] = await Promise.all(
      ["tiny", "twin"].map(async (name) => stat(sandbox().path(`cache/ezkl/${name}/pk.key`))),
    );
    expect(a!.ino).to.equal(b!.ino);
  });

  it("is not asked by --force, and takes what that makes", async () => {
    await fill();
    await sandbox().build("tiny", { force: true });
    expect(sandbox().takeSteps()).to.include.members(["circuit", "keys", "verifier"]);
  });

  for (const [what, damage] of [
    ["has a flipped byte", async (path: string) => writeFile(path, flip(await readFile(path)))],
    ["is cut short", async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 5000))],
    ["is gone", async (path: string) => rm(path)],
  ] as const) {
    it(`makes a key again whose object ${what}, says so, and mends the store`, async () => {
      await fill();
      const pk = await object("pk");
      await clean(sandbox());
      await damage(sandbox().path(pk));
      const notes = useStore(sandbox());
      await sandbox().build("tiny");
      expect(notes.join()).to.contain(pk);
      await sandbox().prove("tiny");
      await clean(sandbox());
      await sandbox().build("tiny");
      expect(sandbox().takeSteps()).to.include("keys");
      await sandbox().prove("tiny");
    });
  }

  it("does not give keys that the manifest does not name", async () => {
    await fill();
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

  it("says that it cannot be written to, and the build goes on", async () => {
    await clean(sandbox());
    await writeFile(sandbox().path("store"), "a file");
    const notes = useStore(sandbox());
    await sandbox().build("tiny");
    await sandbox().prove("tiny");
    expect(notes.join()).to.contain("not kept in the store");
  });
});

describe("a shared store", function () {
  this.timeout(120_000);
  const exporter = useSandbox(withStore);
  const sandbox = useSandbox(async () => {
    const fresh = await copyOfTiny();
    await clean(fresh);
    return fresh;
  });
  let server: SharedServer;
  before(async () => {
    server = await serve(() => exporter().path("export"));
  });
  after(async () => server.close());
  beforeEach(async () => {
    // The same inputs and the same SRS, in another checkout.
    await exportModel(exporter().workspace, await exporter().model("tiny"), exporter().path("export"));
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

  const keyFiles = async (): Promise<{ entry: string; pk: string; pkBytes: number }> => {
    const [entry = ""] = (await readdir(exporter().path("export/index"))).filter((name) =>
      name.startsWith("keys-"),
    );
    const { outputs } = JSON.parse(await exporter().text("export/index", entry)) as {
      outputs: Record<string, { sha256: string; bytes: number }>;
    };
    return { entry, pk: outputs["pk"]!.sha256, pkBytes: outputs["pk"]!.bytes };
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

  it("is not asked where no manifest says which verifying key is right", async () => {
    await rm(sandbox().path("models/tiny/model.lock.json"));
    const { adopted, notes } = await build(server.url);
    expect(adopted).to.equal(false);
    expect(server.requests).to.deep.equal([]);
    expect(notes.join()).to.contain("no manifest");
  });

  /** Asks for the keys alone; returns what is said of them. */
  const refusesKeys = async (shared = server.url): Promise<string> => {
    const state = await readState(exporter().path(OUTPUT, "state.json"));
    const { fingerprint = "", outputs } = state["keys"] ?? {};
    const places = { vk: sandbox().path("taken-vk"), pk: sandbox().path("taken-pk") };
    const request = {
      fingerprint,
      vkSha256: outputs?.["vk"]?.sha256 ?? "",
      places,
      onProgress: () => undefined,
    };
    const { what } = await refuses("EZKL_STORE_SOURCE", async () => fetchKeys(shared, request, 1000));
    expect((await sandbox().files()).filter((file) => file.startsWith("taken"))).to.deep.equal([]);
    return what;
  };

  const send =
    (change: (content: Buffer) => Uint8Array): Answer =>
    async (response, file) => {
      response.end(change(await readFile(file)));
    };

  for (const [what, part, answer] of [
    [
      "breaks off",
      "pk",
      async (response, file) => {
        const content = await readFile(file);
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, 100_000), () => response.destroy());
      },
    ],
    ["ends early without saying so", "pk", send((content) => content.subarray(0, 100_000))],
    ["sends other bytes of the same length", "pk", send(flip)],
    ["sends more than it said", "pk", send((content) => Buffer.concat([content, content]))],
    ["sends without end", "pk", pour],
    ["does not have the key", "pk", (response) => void response.writeHead(404).end()],
    [
      "hangs in the middle",
      "pk",
      async (response, file) => void response.write((await readFile(file)).subarray(0, 50_000)),
    ],
    ["never answers", "index", () => undefined],
    ["has an error", "index", (response) => void response.writeHead(500).end("no")],
    ["has no entry", "index", (response) => void response.writeHead(404).end()],
    ["has an entry that is none", "index", (response) => void response.end("<html>")],
    ["has an entry without end", "index", pour],
  ] as [string, "pk" | "index", Answer][]) {
    it(`EZKL_STORE_SOURCE: it ${what}; nothing is left of it`, async () => {
      server.misbehave.set(part === "pk" ? (await keyFiles()).pk : "/index/", answer);
      await refusesKeys();
    });
  }

  it("that breaks off: one line says so, and keys are made", async () => {
    server.misbehave.set((await keyFiles()).pk, (response) => void response.destroy());
    const { adopted, notes } = await build(server.url);
    expect(adopted).to.equal(false);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.contain("made here");
    await sandbox().prove("tiny");
    expect(await sandbox().leftovers()).to.deep.equal([]);
  });

  it("EZKL_STORE_SOURCE: it is not there", async () => {
    await refusesKeys("http://127.0.0.1:1");
    await refusesKeys(sandbox().path("nowhere"));
  });

  /** Replaces the exported keys by others, with an entry that names them truly. */
  const forge = async (change: (pk: Buffer, vk: Buffer) => { pk: Buffer; vk: Buffer }): Promise<void> => {
    const { entry } = await keyFiles();
    const [pk, vk] = await Promise.all(
      ["pk.key", "vk.key"].map(async (file) => readFile(exporter().path(OUTPUT, file))),
    );
    const changed = change(pk!, vk!);
    const outputs: Record<string, object> = {};
    for (const [name, content] of Object.entries(changed)) {
      const digest = sha256(content);
      await writeFile(join(exporter().path("export/objects"), digest), content);
      outputs[name] = { sha256: digest, bytes: content.length };
    }
    const old = JSON.parse(await exporter().text("export/index", entry)) as object;
    await writeFile(exporter().path("export/index", entry), JSON.stringify({ ...old, outputs }));
  };

  it("EZKL_STORE_SOURCE: it has another verifying key than the manifest's", async () => {
    await forge((pk, vk) => ({ pk, vk: flip(vk) }));
    expect(await refusesKeys()).to.contain("manifest");
  });

  for (const [what, change] of [
    ["another verifying key inside", (pk: Buffer) => flipAt(pk, 500)],
    ["a polynomial of another length", (pk: Buffer, vk: Buffer) => flipAt(pk, vk.length + 1)],
    ["bytes after its end", (pk: Buffer) => Buffer.concat([pk, Buffer.alloc(32)])],
    ["no end", (pk: Buffer) => pk.subarray(0, -32)],
  ] as const) {
    it(`EZKL_STORE_SOURCE: its proving key has ${what}, although its hash is the entry's`, async () => {
      await forge((pk, vk) => ({ pk: change(pk, vk), vk }));
      expect(await refusesKeys()).to.contain("proving key");
    });
  }

  it("with a proving key of wrong values: the manifest names another, and keys are made", async () => {
    await forge((pk, vk) => ({ pk: flipAt(pk, pk.length - 100_000), vk }));
    const { adopted, notes } = await build(server.url);
    expect(adopted).to.equal(false);
    expect(notes.join()).to.contain("its proving key is not the one that the manifest names");
    await sandbox().prove("tiny");
  });

  it("with such a key under a manifest that names none: no proof is handed out, and --force makes another", async () => {
    await sandbox().change("models/tiny/model.lock.json", (text) =>
      text.toString().replace(/"pkSha256": "\w+",/, ""),
    );
    await forge((pk, vk) => ({ pk: flipAt(pk, pk.length - 100_000), vk }));
    expect((await build(server.url)).adopted).to.equal(true);
    const outcome = await refusesOneOf(
      ["EZKL_PROOF_INVALID", "EZKL_ENGINE_STEP", "EZKL_ENGINE_CRASHED"],
      async () => sandbox().prove("tiny"),
    );
    expect(outcome).to.equal(true);
    await sandbox().build("tiny", { force: true });
    await sandbox().prove("tiny");
  });

  it("is exported only from files that are whole", async () => {
    await exporter().change(`${OUTPUT}/pk.key`, flip);
    await refuses("EZKL_ARTIFACT_DAMAGED", async () =>
      exportModel(exporter().workspace, await exporter().model("tiny"), exporter().path("other")),
    );
  });
});

async function refusesOneOf(codes: string[], work: () => Promise<unknown>): Promise<boolean> {
  return work().then(
    () => false,
    (error: unknown) => codes.includes((error as { code: string }).code),
  );
}

function pour(response: Parameters<Answer>[0]): void {
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(1 << 16));
    },
  });
  response.once("close", () => endless.destroy());
  endless.pipe(response);
}

function flip(content: Buffer): Buffer {
  return flipAt(content, content.length >> 1);
}

function flipAt(content: Buffer, at: number): Buffer {
  const changed = Buffer.from(content);
  changed[at]! ^= 1;
  return changed;
}
