import { expect } from "chai";

import { parseCount } from "../../../../tasks/samples/parse/count.ts";
import { isTransport } from "../../../../tasks/samples/chain/transport.ts";
import { decimal, show, showChange } from "../../../../tasks/trading-vault/format/amount.ts";
import { endOf, formatDay } from "../../../../tasks/trading-vault/format/day.ts";
import type { State } from "../../../../tasks/trading-vault/read/state.ts";
import { standingOf } from "../../../../tasks/trading-vault/show/standing.ts";
import { formatGain } from "../../../../tasks/trading-vault/show/share-price.ts";
import { shareOf, tradeLine } from "../../../../tasks/trading-vault/show/trade.ts";
import type { Vault } from "../../../../tasks/trading-vault/vault.ts";
import { expectCode } from "../../../core/expect-code.ts";

const COIN = { symbol: "COIN", decimals: 6 };

describe("trading vault: what people read and write", () => {
  it("amounts: cut off, never up, and never a zero for what is none", () => {
    expect(decimal(1_234_567_899_999n, 6, 2)).to.equal("1,234,567.89");
    expect(decimal(-1_999_999n, 6, 2)).to.equal("-1.99");
    expect(decimal(0n, 6, 2)).to.equal("0.00");
    expect(decimal(123n, 6, 2)).to.equal("0.000123");
    expect(decimal(-123n, 6, 2)).to.equal("-0.000123");
    expect(decimal(10_000n, 6, 2)).to.equal("0.01");
    expect(show(COIN, 999_999_999n, "stable")).to.equal("999.99 COIN");
    expect(showChange(COIN, 1_000_000n, "stable")).to.equal("+1.00 COIN");
    expect(showChange(COIN, -1_000_000n, "stable")).to.equal("-1.00 COIN");
  });

  it("days, shares and gains", () => {
    expect(formatDay(19_174n)).to.equal("2022-07-01");
    expect(endOf(19_174n)).to.equal(BigInt(Date.parse("2022-07-02") / 1000));
    expect([shareOf(1n, 3n), shareOf(0n, 5n), shareOf(5n, 5n), shareOf(1n, 0n)]).to.deep.equal([
      ...["33.33 %", "0 %", "100 %", "0 %"],
    ]);
    expect([formatGain(100n, 112n), formatGain(100n, 88n), formatGain(0n, 5n)]).to.deep.equal([
      ...["+12.00 %", "-12.00 %", "0.00 %"],
    ]);
  });

  it("trades, either way or none", () => {
    const vault = { stable: COIN, risk: { symbol: "RISK", decimals: 8 } } as Vault;
    expect(tradeLine({ stableDelta: -5_000_000n, riskDelta: 10n ** 8n }, vault)).to.equal(
      "bought 1.00000 RISK for 5.00 COIN",
    );
    expect(tradeLine({ stableDelta: 5_000_000n, riskDelta: -(10n ** 8n) }, vault)).to.equal(
      "sold 1.00000 RISK for 5.00 COIN",
    );
    expect(tradeLine({ stableDelta: 0n, riskDelta: 0n }, vault)).to.equal("nothing to trade");
  });

  it("how a vault stands", () => {
    const state = { lastEpoch: 19_174n, currentEpoch: 19_174n, dormantAfter: 7n } as State;
    const now = endOf(19_174n) + 3600n;
    expect(standingOf(state, now)).to.contain("next is due 2022-07-03 00:00:00 UTC (in 23 h)");
    expect(standingOf({ ...state, currentEpoch: 19_175n }, now)).to.equal(
      "A proof of 2022-07-02 is due: vault rebalance.",
    );
    expect(standingOf({ ...state, currentEpoch: 19_177n }, now)).to.contain("(2 days before it without one)");
    expect(standingOf({ ...state, dormant: true }, now)).to.contain("Dormant: no proof since 2022-07-01");
    expect(standingOf({ ...state, dormant: true, paused: true }, now)).to.contain("Paused");
  });

  it("counts within bounds", () => {
    expect(["1", "30", "007"].map((text) => parseCount(text, "--x", [1, 30]))).to.deep.equal([1, 30, 7]);
    for (const text of ["", "0", "31", "-1", "1.5", "1e1", "ten"])
      expectCode("EZKL_INPUT_INVALID", () => parseCount(text, "--x", [1, 30]));
  });

  it("tells a network that fails from a chain that refuses", () => {
    for (const error of [
      Object.assign(new Error("x"), { code: 503 }),
      Object.assign(new Error("x"), { code: -32005 }),
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
      new Error("The request timed out"),
      new Error("outer", { cause: new Error("socket hang up") }),
    ])
      expect(isTransport(error), error.message).to.equal(true);
    for (const error of [
      Object.assign(new Error("execution reverted: timeout"), { code: "CALL_EXCEPTION" }),
      Object.assign(new Error("insufficient funds"), { code: "INSUFFICIENT_FUNDS" }),
      Object.assign(new Error("VM Exception while processing transaction: reverted"), { code: -32603 }),
      new Error("nonce too low"),
      "timeout",
      undefined,
    ])
      expect(isTransport(error), String(error)).to.equal(false);
  });
});
