import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { config } from "hardhat";
import { z } from "zod";

import { runAccount } from "../../../models/trading-signal/backtest/accounts.ts";
import {
  decisionDays,
  HOLDOUT_DAYS,
  HOLDOUT_START,
} from "../../../models/trading-signal/backtest/decision-days.ts";
import { WINDOW } from "../../../models/trading-signal/returns.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { circuitAnswers } from "../../../tasks/trading-vault/backtest/circuit.ts";
import { openFloatModel, type FloatModel } from "../../../tasks/trading-vault/backtest/float-model.ts";
import { SIGNAL } from "../../../tasks/trading-vault/dapp.ts";
import { openSignal } from "../../../tasks/trading-vault/signal.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { figuresOf } from "../../helpers/account-figures.ts";
import { expectNear } from "../../helpers/near.ts";
import { expectTable } from "../../helpers/page-table.ts";
import { buildOnce } from "../../helpers/task-answers.ts";
import { CLOSES } from "../../helpers/vault-feed.ts";

const FOLDER = new URL("../../../models/trading-signal/", import.meta.url);
/** The circuit rounds nothing; what is left is the float model's own single precision. */
const TOLERANCE = 1e-6;

const holdoutSchema = z.object({
  samples: z.array(
    z.object({
      input_data: z.tuple([z.array(z.number()).length(WINDOW)]),
      output_data: z.tuple([z.tuple([z.number()])]),
    }),
  ),
});

describe("the trading signal", () => {
  const decisions = decisionDays([...CLOSES.values()], 0);
  const holdout = decisions.filter(({ day }) => day + 1 >= HOLDOUT_START);
  let float: FloatModel;

  const samples = async () =>
    holdoutSchema.parse(JSON.parse(await readFile(new URL("holdout.json", FOLDER), "utf8"))).samples;

  before(async () => {
    float = await openFloatModel(await loadModel(workspaceOf(config).paths, SIGNAL));
  });

  it("has a hold-out file of windows as the contract computes them, with the float model's answers", async () => {
    const windows = new Set(holdout.map(({ rounded }) => rounded.join()));
    const all = await samples();
    expect(all).to.have.length(64);
    const answers = await float(all.map(({ input_data: [window] }) => window));
    all.forEach(({ input_data: [window], output_data: [[allocation]] }, index) => {
      expect(windows.has(window.join()), `sample ${index}`).to.equal(true);
      expectNear(answers[index]!, allocation, TOLERANCE);
    });
  });

  it("has 440 decisions in the hold-out, none of which it was fitted to", () => {
    expect(holdout).to.have.length(440);
    expect(HOLDOUT_DAYS).to.equal(440);
    expect([holdout[0]!.date, holdout.at(-1)!.date]).to.deep.equal(["2022-06-30", "2023-09-12"]);
    expect(decisions).to.have.length(1972);
  });

  it("makes on the hold-out what its README says, beside the plain rules", async () => {
    const earned = holdout.map(({ next }) => next);
    const fitted = await float(decisions.slice(0, -HOLDOUT_DAYS).map(({ rounded }) => rounded));
    const usual = fitted.reduce((sum, allocation) => sum + allocation, 0) / fitted.length;
    const rules = {
      model: await float(holdout.map(({ rounded }) => rounded)),
      "buy and hold": earned.map(() => 1),
      "moving average": holdout.map(({ rising }) => Number(rising)),
      [`constant ${usual.toFixed(2)}`]: earned.map(() => usual),
    };
    const rows = Object.entries(rules).map(([rule, allocations]) => [
      rule,
      ...figuresOf(runAccount(allocations, earned)),
    ]);
    expectTable(
      { path: "models/trading-signal/README.md", marker: "hold-out" },
      [
        [
          ...["rule", "final wealth", "log growth a year", "st. dev. a year"],
          ...["deepest fall", "turnover a year", "mean allocation"],
        ],
        ...rows,
      ],
      (column) => column > 0,
    );
  });

  it("is a circuit that answers any window of returns from -1 to 1, to the float model's precision", async function () {
    this.timeout(120_000);
    await buildOnce(SIGNAL);
    const workspace = workspaceOf(config);
    const built = await openSignal(workspace);
    expect([...built.settings.model_input_scales, ...built.settings.model_output_scales]).to.deep.equal([
      16, 0, 30, 0,
    ]);
    const fill = (of: (index: number) => number) => Array.from({ length: WINDOW }, (_, index) => of(index));
    const windows = [
      ...[1, -1, 0, 2 ** -16, -(2 ** -16)].map((value) => fill(() => value)),
      fill((index) => (index % 2 === 0 ? 1 : -1)),
      fill((index) => (index < WINDOW / 2 ? 1 : -1)),
      fill((index) => (index < WINDOW / 2 ? -1 : 1)),
      ...holdout.filter((_, index) => index % 20 === 0).map(({ rounded }) => rounded),
    ];
    const answers = await circuitAnswers(workspace, built, windows);
    const expected = await float(windows);
    answers.forEach(({ returns, allocation }, index) => {
      expect(returns).to.deep.equal(windows[index]!.map((value) => BigInt(value * 2 ** 16)));
      expectNear(Number(allocation) / 2 ** 30, expected[index]!, TOLERANCE, `window ${index}`);
    });
    expect(new Set(expected).size, "different answers").to.be.above(10);
  });
});
