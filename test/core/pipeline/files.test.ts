import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { sha256, sha256File, writeFileAtomic } from "../../../src/pipeline/files.ts";

describe("pipeline files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "files-"));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it("hashes files of every length like their bytes at once", async () => {
    const piece = 1 << 20;
    const path = join(folder, "file");
    for (const length of [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 17]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 11)) & 0xff);
      await writeFile(path, bytes);
      expect(await sha256File(path), `${length} bytes`).to.equal(sha256(bytes));
    }
  });

  it("writes whole files, in new folders too, and leaves no temporary one", async () => {
    for (const durable of [true, false]) {
      const path = join(folder, String(durable), "file");
      await writeFileAtomic(path, "first", { durable });
      await writeFileAtomic(path, "second", { durable });
      expect(await readFile(path, "utf8")).to.equal("second");
      expect(await readdir(join(folder, String(durable)))).to.deep.equal(["file"]);
      expect((await stat(path)).size).to.equal(6);
    }
  });
});
