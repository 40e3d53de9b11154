import { config } from "hardhat";

import { readRates } from "../../../tasks/uniqueness-registry/read/rates.ts";
import { formatRate } from "../../../tasks/uniqueness-registry/show/rates.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { expectTable } from "../../helpers/page-table.ts";

/** Thresholds beside the chosen one that the page shows. */
const BESIDE = [-8, -4, 0, 4];
const CROWDS = ["1000", "10000"];

describe("the page's rates of errors by threshold", () => {
  it("are those that the model's evaluation measured, the chosen threshold in bold", async () => {
    const { rates, threshold } = await readRates(workspaceOf(config));
    const rows = rates
      .filter((at) => BESIDE.includes(at.threshold - threshold))
      .map(({ threshold: bits, frr, newcomerRefused }) => {
        const refused = CROWDS.map((count) => formatRate(newcomerRefused[count] ?? NaN));
        const cells = [`${bits}`, formatRate(frr), ...refused];
        return bits === threshold ? cells.map((cell) => `**${cell}**`) : cells;
      });
    expectTable({ path: "docs/samples/uniqueness-registry.md", marker: "rates" }, [
      ["T", "the same finger gets past", "a newcomer is refused among 1,000", "among 10,000"],
      ...rows,
    ]);
  });
});
