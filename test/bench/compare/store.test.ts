import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { codeDigest, readRow, rowKey, writeRow, type Conditions } from "../../../bench/compare/store.ts";
import { fingerprintOf, type Subject } from "../../../bench/compare/subjects.ts";

import { figures, row } from "./rows.ts";

const CONDITIONS: Conditions = {
  code: "c0de",
  runs: 3,
  budgetSeconds: 60,
  maxSeconds: 300,
  threads: 2,
  cpu: "a processor",
};

describe("bench rows on disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bench-"));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it("are found again by their key, whole", async () => {
    const written = row("m", { gas: { failed: "no" }, prove: figures({ proveSeconds: 0.5 }) });
    await writeRow(folder, written);
    expect(await readRow(folder, "m")).to.deep.equal(written);
    expect(await readRow(folder, "other")).to.equal(undefined);
  });

  it("are not taken from a file of another shape", async () => {
    await writeFile(join(folder, "m.json"), JSON.stringify({ ...row("m"), sides: {} }));
    expect(await readRow(folder, "m")).to.equal(undefined);
  });

  it("have another key under any other condition, and for any other model", async () => {
    const source = join(folder, "m");
    await mkdir(source);
    const write = async (file: string, text: string): Promise<void> => writeFile(join(source, file), text);
    const subject: Subject = { name: "m", source, config: { context: false, inputVisibility: "private" } };
    const keyOf = async (changed: Partial<Conditions> = {}, of: Subject = subject): Promise<string> =>
      rowKey(await fingerprintOf(of), { ...CONDITIONS, ...changed });
    await write("network.onnx", "a graph");
    await write("input.json", "an input");

    const keys = [
      await keyOf(),
      await keyOf({ code: "other" }),
      await keyOf({ runs: 1 }),
      await keyOf({ budgetSeconds: 61 }),
      await keyOf({ maxSeconds: 301 }),
      await keyOf({ threads: 1 }),
      await keyOf({ cpu: "another" }),
      await keyOf({}, { ...subject, config: { context: true, inputVisibility: "private" } }),
    ];
    await write("input.json", "another input");
    keys.push(await keyOf());
    await write("network.onnx", "another graph");
    keys.push(await keyOf());
    expect(new Set(keys).size).to.equal(keys.length);
    expect(await keyOf()).to.equal(keys.at(-1));
  });

  it("know code by its content and its place", async () => {
    const file = join(folder, "a.ts");
    await writeFile(file, "1");
    await writeFile(join(folder, "notes.md"), "1");
    const before = await codeDigest([folder]);
    await writeFile(join(folder, "notes.md"), "2");
    expect(await codeDigest([folder])).to.equal(before);
    await writeFile(file, "2");
    expect(await codeDigest([folder])).to.not.equal(before);
    await writeFile(file, "1");
    expect(await codeDigest([folder])).to.equal(before);
    expect(await codeDigest([folder, file])).to.not.equal(before);
  });
});
