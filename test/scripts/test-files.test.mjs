import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { filesToRun, parseArguments } from "../../scripts/test/files.mjs";
import { measuredFiles } from "../../scripts/test/measured.mjs";
import { keepTimes, knownTimes, readTimes, tableOf, tooLong } from "../../scripts/test/times.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OWN = "test/scripts/test-files.test.mjs";

describe("the order of test files", () => {
  it("has every test once, also by chance, and another order for another seed", () => {
    const all = filesToRun(ROOT);
    expect(all)
      .to.include(OWN)
      .and.to.satisfy((/** @type {string[]} */ files) =>
        files.every((file) => existsSync(path.join(ROOT, file))),
      );
    const orders = [1, 2].map((shuffle) => filesToRun(ROOT, { shuffle }));
    for (const order of orders) expect(order).to.have.members(all).and.to.have.length(all.length);
    expect(orders[0]).to.not.deep.equal(orders[1]);
    expect(orders[0]).to.deep.equal(filesToRun(ROOT, { shuffle: 1 }));
  });

  it("begins with what is not known, then with the longest", () => {
    const known = Object.fromEntries(filesToRun(ROOT).map((file, at) => [file, at]));
    const last = /** @type {string} */ (filesToRun(ROOT).at(-1));
    expect(filesToRun(ROOT, { known })[0]).to.equal(last);
    delete known[OWN];
    expect(filesToRun(ROOT, { known }).slice(0, 2)).to.deep.equal([OWN, last]);
  });

  it("has the long files, too, where all are asked for", () => {
    const all = filesToRun(ROOT, { all: true });
    expect(all).to.include.members(filesToRun(ROOT)).and.to.include("scripts/figures/registry-gas.test.ts");
    expect(parseArguments(["--all"]).all).to.equal(true);
  });

  it("gives each long file one turn in four", () => {
    const without = filesToRun(ROOT);
    const turns = [0, 1, 2, 3].map((turn) =>
      filesToRun(ROOT, { turn }).filter((file) => !without.includes(file)),
    );
    const long = filesToRun(ROOT, { all: true }).filter((file) => file.includes(".long.test."));
    expect(long.length).to.be.greaterThan(4);
    expect(turns.flat()).to.have.members(long).and.to.have.length(long.length);
    for (const files of turns) expect(files.length).to.be.greaterThan(0);
    expect(filesToRun(ROOT, { turn: 6 })).to.deep.equal(filesToRun(ROOT, { turn: 2 }));
  });

  it("leaves out what coverage runs, and nothing else, where that is asked for", () => {
    const rest = filesToRun(ROOT, { unmeasured: true });
    const measured = measuredFiles(ROOT);
    expect([...rest, ...measured]).to.have.members(filesToRun(ROOT));
    expect(measured).to.include.members([
      "test/contracts/consumer.test.ts",
      "test/contracts/model-registry/publish.test.ts",
      "test/samples/signal-bounty.test.ts",
      "test/samples/singing-contest/contract/submit.test.ts",
    ]);
    expect(rest).to.include.members([
      OWN,
      "test/contracts/gas.test.ts",
      "test/samples/singing-contest/judge.test.ts",
    ]);
  });

  it("takes files and leaves Hardhat its options", () => {
    expect(parseArguments(["--grep", "a", "b.test.ts", "--bail", "--shuffle", "7"])).to.deep.equal({
      all: false,
      unmeasured: false,
      limited: false,
      named: ["b.test.ts"],
      shuffle: 7,
      rest: ["--grep", "a", "--bail"],
    });
    expect(parseArguments([])).to.deep.equal({
      all: false,
      unmeasured: false,
      limited: false,
      named: [],
      shuffle: undefined,
      rest: [],
    });
    expect(() => parseArguments(["--shuffle", "x"])).to.throw("--shuffle");
  });
});

describe("the times of test files", () => {
  /** @type {string} */
  let folder;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "times-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are read slowest first, kept, and shown with the short ones in a line", () => {
    const notes = path.join(folder, "times.jsonl");
    const note = (/** @type {string} */ file, /** @type {number} */ seconds) =>
      `${JSON.stringify({ file: path.join(folder, file), seconds })}\n`;
    writeFileSync(
      notes,
      note("test/a.test.ts", 1) + note("test/b.test.ts", 12.3) + note("test/c.test.ts", 2),
    );
    const times = readTimes(notes, folder);
    expect(Object.keys(times)).to.deep.equal(["test/b.test.ts", "test/c.test.ts", "test/a.test.ts"]);
    expect(knownTimes(folder)).to.deep.equal({});
    keepTimes(folder, times);
    expect(knownTimes(folder)).to.deep.equal(times);
    expect(
      tableOf(times)
        .split("\n")
        .map((line) => line.trim()),
    ).to.deep.equal([
      "seconds file",
      "12.3 test/b.test.ts",
      "3 2 files of less than 5 s each",
      "15 all 3, one after the other",
    ]);
  });

  it("are too long beyond twenty seconds, and in proportion where others want the cores too", () => {
    const times = { "a.test.ts": 30, "b.test.ts": 20.5, "c.test.ts": 20 };
    expect(tooLong(times, { load: 4, cores: 2 })).to.deep.equal([
      "a.test.ts takes 30.0 s; at most 20 s here",
      "b.test.ts takes 20.5 s; at most 20 s here",
    ]);
    expect(tooLong(times, { load: 5, cores: 2 })).to.deep.equal([
      "a.test.ts takes 30.0 s; at most 25 s here",
    ]);
    expect(tooLong(times, { load: 0, cores: 2 })).to.have.length(2);
  });

  it("are none where no run got that far", () => {
    expect(readTimes(path.join(folder, "nothing"), folder)).to.deep.equal({});
  });
});
