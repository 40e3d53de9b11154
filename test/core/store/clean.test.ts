import { readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";

import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { cleanStore } from "../../../src/store/clean.ts";
import type { StoreEntry } from "../../../src/store/entry.ts";
import { StoreFolder } from "../../../src/store/folder.ts";
import { lease, leasedModels } from "../../../src/store/lease.ts";
import { removeUnused } from "../../../src/store/remove.ts";
import { copyOfTiny, useEngines, useSandbox } from "../pipeline/fixture.ts";
import { Sandbox } from "../pipeline/sandbox.ts";

const ONNX = "aa".repeat(32);
/** Above the kernel's largest process id. */
const NOBODY = 4_194_305;

describe("what the store removes", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(async () => Sandbox.make());
  const folder = (): StoreFolder => new StoreFolder(sandbox().path("store"));

  /** An entry with one object that no other folder has. */
  const add = async (name: string, usedSecondsAgo: number): Promise<string> => {
    const [content, file] = [name.repeat(1000), sandbox().path(name)];
    await writeFile(file, content);
    const settingsSha256 = sha256(name);
    const entry: StoreEntry = {
      schemaVersion: 1,
      step: "keys",
      fingerprint: sha256(`${name} made`),
      model: { onnxSha256: ONNX, settingsSha256 },
      outputs: { pk: { sha256: sha256(content), bytes: content.length } },
    };
    await folder().put(entry, { pk: file });
    await rm(file);
    const time = new Date(Date.now() - usedSecondsAgo * 1000);
    await utimes(folder().entry(entry), time, time);
    return `${ONNX}-${settingsSha256}`;
  };
  const objects = async (): Promise<number> => (await readdir(folder().objects)).length;

  it("is the least recently used, until the quota holds", async () => {
    for (const [name, age] of [
      ["a", 30],
      ["b", 10],
      ["c", 20],
    ] as const)
      await add(name, age);
    const { freedBytes, keptBytes, removed } = await removeUnused(folder(), {
      quotaBytes: 1500,
      keep: new Set(),
    });
    expect([freedBytes, keptBytes, removed.length]).to.deep.equal([2000, 1000, 4]);
    expect(await folder().read({ step: "keys", fingerprint: sha256("b made") })).to.not.equal(undefined);
  });

  it("is nothing that is to be kept, whatever the quota", async () => {
    const keep = new Set([await add("a", 30)]);
    await add("b", 10);
    await removeUnused(folder(), { quotaBytes: 0, keep });
    expect(await folder().read({ step: "keys", fingerprint: sha256("a made") })).to.not.equal(undefined);
    expect(await objects()).to.equal(1);
  });

  it("is nothing that a running build holds; what a dead one held is free", async () => {
    const key = await add("a", 30);
    const end = await lease(folder(), key);
    await removeUnused(folder(), { quotaBytes: 0, keep: new Set() });
    expect(await objects()).to.equal(1);
    const [file = ""] = await readdir(sandbox().path("store/leases"));
    await end();
    await writeFile(sandbox().path("store/leases", file.replace(`~${process.pid}~`, `~${NOBODY}~`)), key);
    await removeUnused(folder(), { quotaBytes: 0, keep: new Set() });
    expect(await objects()).to.equal(0);
    expect([...(await leasedModels(folder()))]).to.deep.equal([]);
  });

  it("is what a writer left that was killed, when the next build begins, also where that writes nothing", async () => {
    await add("a", 0);
    const left = ["store/store.lock", "store/objects/.x.1.tmp", "store/index/.x.json.1.tmp"];
    for (const file of left) await writeFile(sandbox().path(file), `${hostname()} ${NOBODY} 1`);
    await (
      await lease(folder(), "key")
    )();
    expect(await sandbox().leftovers()).to.deep.equal([]);
    expect(await objects()).to.equal(1);
  });

  it("is whatever no entry names, and what killed writers left", async () => {
    await add("a", 0);
    await writeFile(sandbox().path("store/objects/.x.1.tmp"), "half");
    await writeFile(sandbox().path("store/objects", "00".repeat(32)), "lost");
    await writeFile(sandbox().path("store/index/.x.json.1.tmp"), "half");
    await writeFile(sandbox().path("store/index/keys-1.json"), "{");
    await removeUnused(folder(), { quotaBytes: 1e9, keep: new Set() });
    expect(await objects()).to.equal(1);
    expect(await readdir(folder().index)).to.have.length(1);
  });
});

describe("ezkl clean", function () {
  this.timeout(60_000);
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await copyOfTiny()));

  const built = async (): Promise<void> => {
    const store = { directory: sandbox().path("store"), quotaBytes: 0 };
    Object.assign(sandbox().workspace, { store });
    await rm(sandbox().path("cache"), { recursive: true });
    await sandbox().build("tiny");
  };
  const kept = async (): Promise<string[]> => readdir(sandbox().path("store/index"));

  it("--unused keeps what a manifest of this project names, even when all outputs are gone", async () => {
    await built();
    await rm(sandbox().path("cache"), { recursive: true });
    const { freedBytes } = await cleanStore(sandbox().workspace, true);
    expect([freedBytes, (await kept()).length]).to.deep.equal([0, 2]);
    sandbox().takeSteps();
    await sandbox()
      .prove("tiny")
      .catch(() => undefined);
    await sandbox().build("tiny");
    await sandbox().prove("tiny");
  });

  it("--unused removes what belongs to no model any more, with its output folder", async () => {
    await built();
    await rm(sandbox().path("models/tiny"), { recursive: true });
    const { removed, freedBytes, keptBytes } = await cleanStore(sandbox().workspace, true);
    expect(removed).to.include(sandbox().path("cache/ezkl/tiny"));
    expect(freedBytes).to.be.greaterThan(2e6);
    expect(keptBytes).to.equal(0);
    expect(await kept()).to.deep.equal([]);
  });

  it("--unused keeps what a folder elsewhere has too", async () => {
    await built();
    Object.assign(sandbox().workspace, {
      paths: { ...sandbox().workspace.paths, models: [], output: sandbox().path("none") },
    });
    await cleanStore(sandbox().workspace, true);
    expect(await kept()).to.have.length(2);
  });
});
