import { readFile } from "node:fs/promises";

import { expect } from "chai";

import {
  deepestFall,
  growthAYear,
  runAccount,
  USUAL_TERMS,
  wholePercent,
} from "../../../models/trading-signal/backtest/accounts.ts";
import { decisionDays, HOLDOUT_START } from "../../../models/trading-signal/backtest/decision-days.ts";
import { dayOf, parseCloses } from "../../../models/trading-signal/closes.ts";
import { figuresInReadme, figuresOf } from "../../helpers/account-figures.ts";
import { expectNear } from "../../helpers/near.ts";

const FREE = { cost: 0, minTrade: 0, tradeCap: 1 };

describe("the accounts of a backtest", () => {
  it("earn what is held, after the cost of what was traded", () => {
    const { wealth, turnover, exposure } = runAccount([0.5, 0.5], [0.1, 0], {
      ...FREE,
      cost: 0.01,
    });
    // Half in at 1: costs 0.005, then half of it gains a tenth.
    const first = 0.995 * 1.05;
    const held = (0.5 * 1.1) / 1.05;
    expectNear(wealth[0]!, first, 1e-12);
    expectNear(wealth[1]!, first * (1 - 0.01 * (held - 0.5)), 1e-12);
    expectNear(turnover, 0.5 + held - 0.5, 1e-12);
    expectNear(exposure, 0.5, 1e-12);
  });

  it("trade whole percent, no more than the cap, and nothing below the least", () => {
    const { turnover } = runAccount([1, 1, 1, 1], [0, 0, 0, 0], { ...FREE, tradeCap: 0.25 });
    expectNear(turnover, 1, 1e-12);
    expectNear(runAccount([1, 1], [0, 0], { ...FREE, tradeCap: 0.25 }).turnover, 0.5, 1e-12);
    expect(runAccount([0.009], [0], { ...FREE, minTrade: 0.0101 }).turnover).to.equal(0);
    expectNear(runAccount([0.0149], [0], FREE).turnover, 0.01, 1e-12);
    expectNear(runAccount([0.015], [0], FREE).turnover, 0.02, 1e-12);
    // From nothing held, a sale is as large as what is held.
    expectNear(runAccount([1, 0], [0, 0], FREE).turnover, 2, 1e-12);
  });

  it("need no trade to stay fully invested, and one to keep a share", () => {
    expectNear(runAccount([1, 1, 1], [0.5, -0.3, 0.2], FREE).turnover, 1, 1e-12);
    expect(runAccount([0.5, 0.5, 0.5], [0.5, -0.3, 0.2], FREE).turnover).to.be.above(0.6);
  });

  it("round halves up, and clip", () => {
    expect([-1, 0, 0.00499, 0.005, 0.995, 1, 2].map(wholePercent)).to.deep.equal([0, 0, 0, 1, 100, 100, 100]);
  });

  it("measure falls from the highest so far, the beginning included, and growth a year", () => {
    expectNear(deepestFall([0.8, 1.5, 0.75, 1.4]), 0.5, 1e-12);
    expectNear(deepestFall([0.8, 0.9]), 0.2, 1e-12);
    expect(deepestFall([1, 2, 3])).to.equal(0);
    expectNear(growthAYear(new Array<number>(365).fill(Math.E)), 1, 1e-12);
  });

  it("are those of the model's README for the plain rules: Python and TypeScript agree", async () => {
    const folder = new URL("../../../models/trading-signal/", import.meta.url);
    const closes = parseCloses(await readFile(new URL("data/eth-usd-close.csv", folder), "utf8"));
    const days = decisionDays(closes, HOLDOUT_START);
    const earned = days.map(({ next }) => next);
    const readme = await readFile(new URL("README.md", folder), "utf8");
    for (const [rule, allocations] of [
      ["buy and hold", days.map(() => 1)],
      ["moving average", days.map(({ rising }) => Number(rising))],
    ] as const) {
      const account = runAccount(allocations, earned, USUAL_TERMS);
      expect(figuresOf(account), rule).to.deep.equal(figuresInReadme(readme, rule));
    }
  });
});

describe("the decisions of a backtest", () => {
  const rows = Array.from({ length: 32 }, (_, index) => {
    const date = new Date(Date.UTC(2022, 0, index + 1)).toISOString().slice(0, 10);
    return `${date},${100 + index}`;
  });
  const closes = parseCloses(["date,close", ...rows].join("\n"));

  it("begin where a window is whole, end where there is a day after, and can begin later", () => {
    const all = decisionDays(closes, 0);
    expect(all.map(({ date }) => date)).to.deep.equal(["2022-01-29", "2022-01-30", "2022-01-31"]);
    expect(decisionDays(closes, dayOf("2022-01-31")).map(({ date }) => date)).to.deep.equal([
      "2022-01-30",
      "2022-01-31",
    ]);
  });

  it("have the window's returns twice, the close and what comes after", () => {
    const [first] = decisionDays(closes, 0);
    expect([first!.price, first!.nextPrice]).to.deep.equal([12_800_000_000n, 12_900_000_000n]);
    expect([first!.raws.length, first!.rounded.length, first!.exact.length]).to.deep.equal([28, 28, 28]);
    expect([first!.raws[0], first!.raws[27]]).to.deep.equal([655n, 516n]);
    expectNear(first!.exact[0]!, 1 / 100, 1e-12);
    expectNear(first!.next, 1 / 128, 1e-12);
    first!.rounded.forEach((value, index) => expectNear(value, first!.exact[index]!, 2 ** -17 + 1e-12));
  });

  it("see a rise where the close is above the mean of the last 28", () => {
    expect(decisionDays(closes, 0).map(({ rising }) => rising)).to.deep.equal([true, true, true]);
    const falling = parseCloses(
      ["date,close", ...rows.map((row, index) => `${row.slice(0, 10)},${200 - index}`)].join("\n"),
    );
    expect(decisionDays(falling, 0).map(({ rising }) => rising)).to.deep.equal([false, false, false]);
  });
});
