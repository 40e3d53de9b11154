import { expect } from "chai";

import type { DecisionDay } from "../../../models/trading-signal/backtest/decision-days.ts";
import { compareDay, type Answers, type ComparedDay } from "../../../tasks/trading-vault/backtest/compare.ts";
import { orderFor, percentOf, type Position } from "../../../tasks/trading-vault/backtest/order.ts";
import type { PlayedDay } from "../../../tasks/trading-vault/backtest/play-day.ts";
import { TERMS } from "../../../tasks/trading-vault/backtest/simulation.ts";
import { differs, summarise } from "../../../tasks/trading-vault/backtest/summary.ts";

const SCALE = 30n;
const ONE = 1n << SCALE;
const RAWS = Array.from({ length: 28 }, (_, index) => BigInt(index * 100 - 1400));
/** 10,000 stable, 4 risk at 1,250. */
const POSITION: Position = {
  stable: 10_000_000_000n,
  risk: 4n * 10n ** 18n,
  quote: { stable: 125_000_000_000n * 10n ** 6n, risk: 10n ** 26n },
};
const DECISION: DecisionDay = {
  ...{ day: 19_200, date: "2022-07-27", price: 125_000_000_000n, nextPrice: 126_000_000_000n },
  ...{ raws: RAWS, rounded: RAWS.map((raw) => Number(raw) / 65_536), exact: [], rising: true, next: 0.008 },
};
const ALLOCATION = (ONE * 42n) / 100n;
const ANSWERS: Answers = {
  ...{ floatExact: 0.42, floatRounded: 0.42 },
  circuit: { returns: RAWS, allocation: ALLOCATION },
};
const ORDER = orderFor(42n, POSITION, TERMS);
const PLAYED: PlayedDay = {
  ...{ returns: RAWS, position: POSITION, previewed: ORDER },
  traded: { percent: 42n, stableDelta: -ORDER.amountIn, riskDelta: ORDER.minimumOut },
};

const compared = (answers: Partial<Answers> = {}, played: Partial<PlayedDay> = {}) =>
  compareDay(DECISION, { ...ANSWERS, ...answers }, { ...PLAYED, ...played }, SCALE);
const summaryOf = (...days: ComparedDay[]) => summarise({ days, accounts: {}, proven: false });

describe("where the ways of a backtest differ", () => {
  it("is nowhere when all agree", () => {
    const day = compared();
    expect([day.tradesDiffer, day.exactTradesOtherwise, day.returnsApart]).to.deep.equal([false, false, 0n]);
    expect([day.stable, day.risk]).to.deep.equal([
      POSITION.stable - ORDER.amountIn,
      POSITION.risk + ORDER.minimumOut,
    ]);
    expect(day.worth).to.equal(15_000_000_000n);
    expect(differs(summaryOf(day))).to.equal(false);
  });

  it("is a return that contract or circuit has otherwise, by one", () => {
    const off = RAWS.map((raw, index) => (index === 27 ? raw - 1n : raw));
    for (const day of [
      compared({}, { returns: off }),
      compared({ circuit: { returns: off, allocation: ALLOCATION } }),
    ]) {
      expect(day.returnsApart).to.equal(1n);
      expect(differs(summaryOf(compared(), day))).to.equal(true);
    }
  });

  it("is another whole percent of the float model or the vault", () => {
    for (const day of [
      compared({ floatRounded: 0.4249 + 0.0002 }),
      compared({}, { traded: { ...PLAYED.traded!, percent: 43n } }),
    ]) {
      expect(day.tradesDiffer).to.equal(true);
      expect(summaryOf(compared(), day)).to.include({ percentsDiffer: 1, tradesDiffer: 1 });
      expect(differs(summaryOf(day))).to.equal(true);
    }
  });

  it("is a trade of the vault that is not the order, or brought less than its minimum", () => {
    const traded = PLAYED.traded!;
    for (const other of [
      { traded: { ...traded, stableDelta: traded.stableDelta - 1n } },
      { traded: { ...traded, riskDelta: traded.riskDelta - 1n } },
      { traded: undefined },
      { previewed: { ...ORDER, amountIn: ORDER.amountIn + 1n } },
      { previewed: { ...ORDER, minimumOut: ORDER.minimumOut - 1n } },
      { previewed: { ...ORDER, buys: false } },
    ]) {
      const day = compared({}, other);
      expect(day.tradesDiffer, Object.keys(other).join()).to.equal(true);
      expect(differs(summaryOf(day))).to.equal(true);
    }
  });

  it("may be in the float model on unrounded returns, which no chain has", () => {
    const day = compared({ floatExact: 0.43 });
    expect([day.tradesDiffer, day.exactTradesOtherwise]).to.deep.equal([false, true]);
    const summary = summaryOf(day);
    expect(summary).to.include({ percentsDifferExact: 1, tradesDifferExact: 1 });
    expect(differs(summary)).to.equal(false);
  });

  it("is told by its size", () => {
    const summary = summaryOf(compared({ floatRounded: 0.421, floatExact: 0.4 }));
    expect(summary.allocationApart).to.be.within(0.00099, 0.00101);
    expect(summary.allocationApartExact).to.be.within(0.0199, 0.0201);
  });
});

describe("the order that follows from an allocation", () => {
  it("is for whole percent, halves up, within 0 and 100", () => {
    const half = ONE / 200n;
    expect([-1n, 0n, half - 1n, half + 1n, ONE, 2n * ONE].map((raw) => percentOf(raw, SCALE))).to.deep.equal([
      0n,
      0n,
      0n,
      1n,
      100n,
      100n,
    ]);
    expect(percentOf(3n, 3n)).to.equal(38n);
  });

  it("is capped, skipped when small, and sells all for nothing", () => {
    // A third is held: 5,000 of 15,000.
    expect(orderFor(100n, POSITION, TERMS)).to.include({ buys: true, amountIn: 3_750_000_000n });
    expect(orderFor(34n, POSITION, TERMS).amountIn).to.equal(0n);
    expect(orderFor(35n, POSITION, TERMS).amountIn).to.equal(250_000_000n);
    const uncapped = { ...TERMS, tradeCap: 10_000n };
    expect(orderFor(0n, POSITION, uncapped)).to.include({ buys: false, amountIn: POSITION.risk });
    // The last unit is worth nothing, and is sold with the others.
    expect(orderFor(0n, { ...POSITION, risk: POSITION.risk + 1n }, uncapped).amountIn).to.equal(
      POSITION.risk + 1n,
    );
    expect(orderFor(0n, POSITION, TERMS)).to.include({ buys: false, amountIn: 3n * 10n ** 18n });
  });

  it("bounds what comes back by the slippage", () => {
    const buy = orderFor(100n, POSITION, TERMS);
    expect(buy.minimumOut).to.equal(((buy.amountIn - 3n) * 995n * 10n ** 12n) / (1250n * 1000n));
    const sell = orderFor(0n, POSITION, TERMS);
    expect(sell.minimumOut).to.equal(((sell.amountIn - 3n) * 1250n * 995n) / (1000n * 10n ** 12n));
  });
});
