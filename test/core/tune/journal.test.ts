import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { Clock } from "../../../src/tune/clock.ts";
import { Journal } from "../../../src/tune/journal.ts";
import { expectNear } from "../../helpers/near.ts";
import { seededRandom } from "../../../src/tune/random.ts";

describe("the search's journal", () => {
  let path = "";
  let done: string[] = [];

  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), "hardhat-ezkl-journal-")), "tuning.jsonl");
    done = [];
  });
  afterEach(async () => rm(join(path, ".."), { recursive: true, force: true }));

  const open = async (
    changed: { identity?: string; objective?: string; resume?: boolean } = {},
    clock = new Clock(100),
  ) => Journal.open({ path, identity: "one", objective: "gas", resume: true, clock, ...changed });
  const doIt = async (journal: Journal, key: string): Promise<string> =>
    journal.once("work", key, z.string(), async () => {
      done.push(key);
      return `result of ${key}`;
    });

  it("does nothing twice, not in one run and not in the next", async () => {
    const first = await open();
    for (const key of ["a", "b", "a"]) expect(await doIt(first, key)).to.equal(`result of ${key}`);
    const second = await open();
    for (const key of ["b", "c", "a"]) expect(await doIt(second, key)).to.equal(`result of ${key}`);
    expect(done).to.deep.equal(["a", "b", "c"]);
  });

  it("is begun anew for another identity, and when asked to", async () => {
    await doIt(await open(), "a");
    await doIt(await open({ identity: "other" }), "a");
    await doIt(await open(), "a"); // the other one's entries are not this one's either
    await doIt(await open({ resume: false }), "a");
    expect(done).to.deep.equal(["a", "a", "a", "a"]);
  });

  it("does again what is recorded in another shape", async () => {
    const journal = await open();
    await journal.once("work", "a", z.number(), async () => 7);
    await doIt(await open(), "a");
    expect(done).to.deep.equal(["a"]);
  });

  it("gives the time back that was spent, to the objective that spent it", async () => {
    const began = new Clock(100);
    began.advance(30);
    await doIt(await open({}, began), "a");
    began.advance(50);
    await doIt(await open({}, began), "b");
    for (const [objective, expected] of [
      ["gas", 30],
      ["prove", 0],
    ] as const) {
      const clock = new Clock(100);
      const journal = await open({ objective }, clock);
      expectNear(clock.spent, 0, 1);
      await doIt(journal, "a");
      expectNear(clock.spent, expected, 1);
      expect(clock.past(0.25)).to.equal(objective === "gas");
    }
    const clock = new Clock(100);
    const journal = await open({}, clock);
    await doIt(journal, "b");
    await doIt(journal, "a");
    expectNear(clock.spent, 50, 1, "time never runs back");
    expect(done).to.deep.equal(["a", "b"]);
  });

  it("loses at most the last line, wherever it is cut off", async () => {
    const keys = Array.from({ length: 6 }, (_, i) => `key ${i}`);
    const journal = await open();
    for (const key of keys) await doIt(journal, key);
    const whole = await readFile(path);
    const random = seededRandom(1, "cut");
    for (let round = 0; round < 30; round++) {
      await writeFile(path, whole);
      const cut = random.integer(whole.indexOf(10) + 1, whole.length);
      await truncate(path, cut);
      const lines = whole.subarray(0, cut).filter((byte) => byte === 10).length;
      done = [];
      const resumed = await open();
      for (const key of keys) await doIt(resumed, key);
      expect(done).to.deep.equal(keys.slice(lines - 1));
      done = [];
      for (const key of keys) await doIt(await open(), key);
      expect(done, "nothing is left torn").to.deep.equal([]);
    }
  });

  it("takes a file that is no journal for none", async () => {
    await writeFile(path, "\u0000 rubbish\n{}\n");
    await appendFile(path, "more");
    await doIt(await open(), "a");
    await doIt(await open(), "a");
    expect(done).to.deep.equal(["a"]);
  });
});
