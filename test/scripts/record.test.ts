import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { UnknownRecordingError } from "../../scripts/record/errors.ts";
import { recordingsNamed } from "../../scripts/record/record.ts";
import { RECORDINGS } from "../../scripts/record/recordings.ts";
import { Snapshot } from "../../scripts/record/snapshot.ts";
import { doesAllOf, firstOfDays, type Decision } from "../../scripts/record/vault-days.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

describe("what npm run record is asked for", () => {
  it("is samples by name, each once, or all of them", () => {
    expect(recordingsNamed(["trading-vault", "singing-contest", "trading-vault"])).to.deep.equal([
      "trading-vault",
      "singing-contest",
    ]);
    expect(recordingsNamed(["--all"])).to.have.members(Object.keys(RECORDINGS));
  });

  it("is refused with the names that there are", () => {
    for (const args of [
      [],
      ["singing-judge"],
      ["trading-vault", "toString"],
      ["--all", "trading-vault"],
      ["--al"],
    ]) {
      const named = () => recordingsNamed(args);
      expect(named, args.join(" ")).to.throw(UnknownRecordingError).with.property("code", "EZKL_RECORD_NAME");
      expect(named).to.throw(
        "signal-bounty, singing-contest, trading-vault, uniqueness-registry, model-registry",
      );
    }
  });

  it("names only what is in the repository", () => {
    for (const [name, { model, proof, recorders, vectors, tables }] of Object.entries(RECORDINGS)) {
      const files = [
        ...(model === undefined ? [] : [`models/${model}/model.json`]),
        `test/vectors/${proof}`,
        ...recorders.map((recorder) => ("python" in recorder ? recorder.python : recorder.node)),
        ...vectors.map((path) => `test/vectors/${path}`),
        ...tables.map(({ test }) => test),
      ];
      for (const file of files) expect(existsSync(join(ROOT, file)), `${name}: ${file}`).to.equal(true);
      for (const [page, marker] of tables.flatMap(({ places }) => places)) {
        const text = readFileSync(join(ROOT, page), "utf8");
        expect(text, name).to.contain(`<!-- ${marker} -->`).and.to.contain(`<!-- /${marker} -->`);
      }
    }
  });
});

describe("the files that a recording may write", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "record-test-"));
    mkdirSync(join(root, "folder", "deep"), { recursive: true });
    writeFileSync(join(root, "folder", "kept"), "kept");
    writeFileSync(join(root, "folder", "deep", "changed"), "before");
    writeFileSync(join(root, "removed"), "before");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("are put back when it fails, and no others", () => {
    const snapshot = new Snapshot(root, ["folder", "removed", "made-later"]);
    expect(snapshot.changes()).to.deep.equal([]);
    writeFileSync(join(root, "folder", "kept"), "kept");
    rmSync(join(root, "folder", "deep"), { recursive: true });
    rmSync(join(root, "removed"));
    writeFileSync(join(root, "made-later"), "new");
    writeFileSync(join(root, "folder", "new"), "new");
    writeFileSync(join(root, "other"), "not ours");
    expect(snapshot.changes()).to.deep.equal(["folder/deep/changed", "folder/new", "made-later", "removed"]);
    snapshot.restore();
    expect(snapshot.changes()).to.deep.equal([]);
    expect(readFileSync(join(root, "folder", "deep", "changed"), "utf8")).to.equal("before");
    expect(readFileSync(join(root, "removed"), "utf8")).to.equal("before");
    expect(existsSync(join(root, "folder", "new")) || existsSync(join(root, "made-later"))).to.equal(false);
    expect(readFileSync(join(root, "other"), "utf8")).to.equal("not ours");
  });
});

describe("the days that a vault's proofs are recorded for", () => {
  const price = 10n ** 11n;
  const days = (...allocations: number[]): Decision[] =>
    allocations.map((allocation) => ({ price, allocation }));

  it("let it buy, sell, buy, sell and rest, each by more than terms and fees can change", () => {
    expect(doesAllOf(days(0.6, 0.3, 0.6, 0.5, 0.504))).to.equal(true);
    expect(doesAllOf(days(0.6, 0.3, 0.6, 0.5, 0.51)), "a trade on the last day").to.equal(false);
    expect(doesAllOf(days(0.6, 0.3, 0.6, 0.59, 0.59)), "too little to sell").to.equal(false);
    expect(doesAllOf(days(0, 0.3, 0.6, 0.5, 0.5)), "nothing to buy").to.equal(false);
    expect(doesAllOf(days(0.6, 0.3, 0.6, 0.5)), "four days").to.equal(false);
  });

  it("count what the price does to what is held", () => {
    const risen = days(0.5, 0.5, 0.8, 0.5, 0.5).map((day, index) => ({
      ...day,
      price: index === 0 ? price : (price * 3n) / 2n,
    }));
    expect(doesAllOf(days(0.5, 0.5, 0.8, 0.5, 0.5)), "nothing to sell").to.equal(false);
    expect(doesAllOf(risen)).to.equal(true);
  });

  it("stay while they do, else are the first that do", () => {
    const one = days(0.6, 0.3, 0.6, 0.5, 0.5);
    const two = [...one, ...one];
    expect(firstOfDays(two, 5)).to.equal(5);
    expect(firstOfDays(two, 4)).to.equal(0);
    expect(firstOfDays(two, -1)).to.equal(0);
    expect(firstOfDays(days(0.5, 0.5), 0)).to.equal(undefined);
  });
});
