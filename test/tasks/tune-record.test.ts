import { expect } from "chai";

import { parseTuningRecord, type TuningRecord } from "../../src/artifacts/tuning-record.ts";
import { expectCode } from "../core/expect-code.ts";
import { madeUpRecord } from "../helpers/made-up-tuning.ts";

const parse = (record: unknown) => parseTuningRecord(JSON.stringify(record), "tuning.json");

describe("the record of a search", () => {
  it("is read as it was written", () => {
    const record = madeUpRecord();
    expect(parse(record)).to.deep.equal(record);
  });

  it("may have chosen nothing", () => {
    expect(parse(madeUpRecord({ chosen: null, baseline: null, front: [] })).chosen).to.equal(null);
  });

  const changed = (change: (record: TuningRecord) => void): TuningRecord => {
    const record = structuredClone(madeUpRecord());
    change(record);
    return record;
  };
  const chosenOf = (record: TuningRecord) => record.candidates[record.chosen ?? -1]!;

  for (const [what, change] of [
    ["a choice that was only predicted", (record) => (chosenOf(record).status = "predicted")],
    ["a choice without measured figures", (record) => (chosenOf(record).measured = null)],
    ["a choice over the code size", (record) => (chosenOf(record).measured!.verifierBytes = 24_577)],
    ["a choice that is no candidate", (record) => (record.chosen = 999)],
    ["a baseline that is no candidate", (record) => (record.baseline = 999)],
    ["a front with a stranger", (record) => record.front.push(999)],
    ["two candidates of one id", (record) => (record.candidates[3]!.id = 4)],
    ["a refusal without a reason", (record) => delete record.candidates[1]!.reason],
    [
      "a candidate of a release that there is not",
      (record) => Object.assign(record.candidates[2]!, { engine: "9.9.9" }),
    ],
    [
      "run arguments left to the engine",
      (record) => Object.assign(record.candidates[2]!.runArgs, { decompLegs: undefined }),
    ],
    ["a figure of another sign", (record) => (chosenOf(record).measured!.gas = -1)],
    ["a field that is not of it", (record) => Object.assign(record, { more: 1 })],
    ["another version", (record) => Object.assign(record, { schemaVersion: 2 })],
  ] as [string, (record: TuningRecord) => unknown][]) {
    it(`is refused with ${what}`, () => {
      const record = changed(change);
      expectCode("EZKL_ARTIFACT_INVALID", () => parse(record));
    });
  }

  it("may have chosen a verifier of the largest code that a chain stores", () => {
    const record = changed((found) => (chosenOf(found).measured!.verifierBytes = 24_576));
    expect(parse(record).chosen).to.equal(record.chosen);
  });
});
