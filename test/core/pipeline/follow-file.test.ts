import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";

import { recordFile } from "../../../src/pipeline/files.ts";
import { followFile } from "../../../src/pipeline/follow-file.ts";

/** Long enough for the follower to have read what is there. */
const SEEN_MS = 120;

describe("a followed file", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "follow-"));
    path = join(folder, "file");
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it("is recorded as if it had been read afterwards, however it was written", async () => {
    for (const pieces of [[0], [5], [1 << 20, 1], [3, 2_500_000, 7], [40_000_000, 1_234_567]]) {
      await rm(path, { force: true });
      const file = followFile(path);
      for (const [index, length] of pieces.entries()) {
        await appendFile(path, Buffer.alloc(length, index + 1));
        await delay(index === 0 ? SEEN_MS : 1);
      }
      expect(await file.finish(), pieces.join("+")).to.deep.equal(await recordFile(path));
    }
  });

  it("is hashed again when another took its place", async () => {
    await writeFile(path, "first");
    const file = followFile(path);
    await delay(SEEN_MS);
    await writeFile(join(folder, "other"), "other");
    await rename(join(folder, "other"), path);
    expect(await file.finish()).to.deep.equal(await recordFile(path));
  });

  it("is hashed again when it became shorter", async () => {
    await writeFile(path, "a long text");
    const file = followFile(path);
    await delay(SEEN_MS);
    await truncate(path, 3);
    expect(await file.finish()).to.deep.equal(await recordFile(path));
  });

  it("that never appeared is an error, or is let go of", async () => {
    const missing = await followFile(path)
      .finish()
      .then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code,
      );
    expect(missing).to.equal("ENOENT");
    const file = followFile(path);
    await file.stop();
  });
});
