import { expect } from "chai";

import { sameSettings } from "../../../src/tune/same-settings.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import { readFileSync } from "node:fs";

const text = readFileSync(new URL("../../vectors/scorer/settings.json", import.meta.url), "utf8");
const settings = parseSettings(text, "settings.json");

describe("settings of one circuit", () => {
  it("are the same in any order of range checks and lookups, whenever they were made", () => {
    const checks = [
      [-1, 1],
      [0, 127],
    ] as [number, number][];
    const one = { ...settings, required_range_checks: checks };
    const other = { ...settings, required_range_checks: checks.toReversed(), timestamp: 1 };
    expect(sameSettings(one, other)).to.equal(true);
  });

  it("are others with another check, another number of rows or another argument", () => {
    for (const change of [
      { required_range_checks: [[0, 3]] as [number, number][] },
      { num_rows: settings.num_rows + 1 },
      { run_args: { ...settings.run_args, logrows: settings.run_args.logrows + 1 } },
    ])
      expect(sameSettings(settings, { ...settings, ...change })).to.equal(false);
  });
});
