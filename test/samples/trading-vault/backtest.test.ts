import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";
import hre from "hardhat";
import { z } from "zod";

import { dayOf } from "../../../models/trading-signal/closes.ts";
import { worthOf } from "../../../tasks/trading-vault/backtest/compare.ts";
import { orderFor, percentOf } from "../../../tasks/trading-vault/backtest/order.ts";
import { positionOf, reachClose } from "../../../tasks/trading-vault/backtest/play-day.ts";
import { openSimulation, TERMS, type Simulation } from "../../../tasks/trading-vault/backtest/simulation.ts";
import { backtest } from "../../../tasks/trading-vault/backtest/task-action.ts";
import { readCloses } from "../../../tasks/trading-vault/practice/closes.ts";
import { SIGNAL } from "../../../tasks/trading-vault/dapp.ts";
import { openSignal } from "../../../tasks/trading-vault/signal.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { expectNear } from "../../helpers/near.ts";
import { buildOnce, failsWith, told } from "../../helpers/task-answers.ts";
import { render } from "../../../tasks/ui/shown.ts";

/** The first ten days of the hold-out hold nothing; then the model buys, and sells again. */
const DAYS = "20";

const summarySchema = z.object({
  days: z.number(),
  first: z.string(),
  last: z.string(),
  proven: z.boolean(),
  returnsApart: z.string(),
  allocationApart: z.number(),
  percentsDiffer: z.number(),
  tradesDiffer: z.number(),
  trades: z.number(),
  rules: z.record(z.object({ wealth: z.number(), turnoverAYear: z.number() })),
  files: z.array(z.string()),
});

describe("vault backtest", function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    await buildOnce(SIGNAL);
    folder = await mkdtemp(join(tmpdir(), "backtest-"));
  });

  after(async () => rm(folder, { recursive: true, force: true }));

  it("plays the hold-out's first days three ways, and the trades are the same", async () => {
    const out = join(folder, "out");
    const work = backtest({ days: DAYS, out, prove: false }, hre);
    const summary = summarySchema.parse(await told(work));
    const { failed, text } = await work;
    expect(failed).to.equal(false);
    expect(render(text)).to.match(/made the same trades/);
    expect(summary).to.deep.include({ days: 20, first: "2022-06-30", last: "2022-07-19", proven: false });
    expect(summary).to.deep.include({ returnsApart: "0", percentsDiffer: 0, tradesDiffer: 0 });
    expect(summary.allocationApart).to.be.below(1e-6);
    expect(summary.trades).to.be.above(5);
    const { vault, ["float model"]: float } = summary.rules;
    // The vault pays a pool, the float model's account a flat rate that is about as much.
    expectNear(vault!.wealth, float!.wealth, 0.002);
    expectNear(vault!.turnoverAYear, float!.turnoverAYear, 0.5);

    expect(summary.files).to.deep.equal([join(out, "days.csv"), join(out, "wealth.svg")]);
    const lines = (await readFile(join(out, "days.csv"), "utf8")).trimEnd().split("\n");
    expect(lines).to.have.length(21);
    const width = lines[0]!.split(",").length;
    for (const line of lines) expect(line.split(",")).to.have.length(width);
    expect(lines[0]).to.match(/^close,price,.*,wealth vault,wealth float model/);
    const chart = await readFile(join(out, "wealth.svg"), "utf8");
    expect(chart.match(/<polyline/g)).to.have.length(Object.keys(summary.rules).length);
    expect(chart).to.not.match(/NaN|undefined/);
  });

  it("makes each trade on a proof when asked", async () => {
    const summary = summarySchema.parse(await told(backtest({ days: "1", prove: true }, hre)));
    expect(summary).to.deep.include({ days: 1, proven: true, tradesDiffer: 0, files: [] });
  });

  it("refuses what is no number of days", async () => {
    for (const days of ["0", "-1", "ten", "1.5", "", "441"]) {
      await failsWith("EZKL_INPUT_INVALID", backtest({ days, prove: false }, hre));
    }
  });
});

describe("the rules of a trade, written down twice", function () {
  this.timeout(120_000);
  const PRICE_DAY = BigInt(dayOf("2022-06-30"));
  let simulation: Simulation;

  before(async () => {
    await buildOnce(SIGNAL);
    const workspace = workspaceOf(hre.config);
    const closes = await readCloses(workspace);
    const start = closes.findIndex(({ day }) => BigInt(day) === PRICE_DAY);
    simulation = await openSimulation(
      hre,
      await openSignal(workspace),
      closes.slice(start - 28, start),
      false,
    );
    await reachClose(simulation, PRICE_DAY, closes[start]!.price);
  });

  after(async () => simulation.connection.close());

  it("are the contract's, whatever is held and whatever the model says", async () => {
    const { connection, world, vault, maker } = simulation;
    const [stable, risk] = await Promise.all(
      [world.stable, world.risk].map(async (token) =>
        connection.ethers.getContractAt("PracticeToken", token, maker),
      ),
    );
    const address = await vault.getAddress();
    const feed = await connection.ethers.getContractAt("MockV3Aggregator", world.feed, maker);
    const price = await feed.getFunction("latestAnswer").staticCall();
    const one = 1n << 30n;
    let untraded = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt(0n, 10n ** 12n),
        fc.bigInt(0n, 10n ** 21n),
        fc.oneof(
          fc.record({ near: fc.constant(false), by: fc.bigInt(-one / 10n, one + one / 10n) }),
          // About what is held already: no trade, or a small one.
          fc.record({ near: fc.constant(true), by: fc.bigInt(-one / 50n, one / 50n) }),
        ),
        async (moreStable, moreRisk, { near, by }) => {
          await stable!.getFunction("mint").send(address, moreStable);
          await risk!.getFunction("mint").send(address, moreRisk);
          const position = await positionOf(simulation, price);
          const whole = worthOf(position);
          const allocation = near ? ((whole - position.stable) * one) / whole + by : by;
          const preview = (await vault.getFunction("previewTrade").staticCall(allocation)) as unknown[];
          const { percent, buys, amountIn, minimumOut } = orderFor(
            percentOf(allocation, 30n),
            position,
            TERMS,
          );
          if (amountIn === 0n) untraded++;
          expect([...preview]).to.deep.equal([percent, buys, amountIn, minimumOut]);
        },
      ),
      { numRuns: 80 },
    );
    expect(untraded, "cases without a trade").to.be.above(0);
  });
});
