import { expect } from "chai";

import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import { exit } from "../../../../tasks/trading-vault/exit/task-action.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { keeper } from "../../../../tasks/trading-vault/keeper/task-action.ts";
import { observe } from "../../../../tasks/trading-vault/observe/task-action.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { withdraw } from "../../../../tasks/trading-vault/withdraw/task-action.ts";

import { DEFAULTS, failsWith, setStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const STATUS = { last: "10" };
const REBALANCE = { deadline: "10m" };

describe("trading vault, task by task: five days of real prices", function () {
  this.timeout(240_000);
  let stage: Stage;
  let vault: string;

  before(async () => (stage = await setStage()));
  after(async () => stage.close());

  const standing = async () => told(status(STATUS, stage.desk));

  it("is created on a world of practice, with its window of prices recorded", async () => {
    const { json, text } = await create(DEFAULTS, stage.desk);
    vault = String(json["vault"]);
    expect(json).to.include({ observedDays: 29, dormantAfter: 7n, maxAge: 90_000n });
    expect(json["terms"]).to.deep.equal({
      ...{ slippage: 50n, tradeCap: 2500n, minTrade: 100n, keeperFee: 1_000_000n },
    });
    expect(render(text)).to.contain(vault).and.to.contain("fixed for good");
    const state = await standing();
    expect(state).to.include({
      stable: "0",
      risk: "0",
      price: (193_602n * 10n ** 6n).toString(),
      adds: true,
    });
    expect(state["missingDays"]).to.deep.equal([]);
    expect(state["standing"]).to.contain("Up to date");
  });

  it("takes a deposit to the unit, and has nothing to prove on the same day", async () => {
    const answer = await told(deposit({ amount: "10000", account: "1" }, stage.desk));
    expect(answer).to.include({
      ...{ paid: "10000000000", shares: (10n ** 16n).toString(), made: "10000000000" },
      ...{ balanceBefore: "10000000000", balanceAfter: "0" },
    });
    const done = await failsWith("EZKL_VAULT_STATE", rebalance({ ...REBALANCE, account: "2" }, stage.desk));
    expect(done.what).to.contain("one proof a day");
  });

  it("trades on a proof of the day that has come, and pays who proved", async () => {
    const [passed] = (await told(forward({ days: "1" }, stage.desk)))["days"] as Record<string, string>[];
    expect(passed).to.include({ date: "2022-08-15", price: (189_964n * 10n ** 6n).toString() });
    expect((await standing())["standing"]).to.contain("is due");
    const answer = await told(rebalance({ ...REBALANCE, account: "2" }, stage.desk));
    expect(answer).to.include({
      observed: 1,
      targetPercent: "81",
      stableDelta: (-2500n * 10n ** 6n).toString(),
    });
    expect(BigInt(answer["riskDelta"] as string) > 0n).to.equal(true);
    const { shares } = (await told(status({ ...STATUS, account: "2" }, stage.desk)))["position"] as Record<
      string,
      string
    >;
    expect(shares).to.equal(answer["feeShares"]);
    expect(BigInt(answer["feeWorth"] as string) <= 10n ** 6n).to.equal(true);
    await failsWith("EZKL_VAULT_STATE", rebalance({ ...REBALANCE, account: "3" }, stage.desk));
  });

  it("a second depositor buys in at market cost, and takes nothing from the first", async () => {
    const before = await told(status({ ...STATUS, account: "1" }, stage.desk));
    const answer = await told(deposit({ amount: "5000", account: "3" }, stage.desk));
    expect(BigInt(answer["paid"] as string) <= 5000n * 10n ** 6n).to.equal(true);
    expect(BigInt(answer["paid"] as string) > 4900n * 10n ** 6n).to.equal(true);
    expect(BigInt(answer["balanceAfter"] as string)).to.equal(
      5000n * 10n ** 6n - BigInt(answer["paid"] as string),
    );
    const after = await told(status({ ...STATUS, account: "1" }, stage.desk));
    const worth = (state: Record<string, unknown>): bigint =>
      BigInt((state["position"] as Record<string, string>)["worth"] ?? 0);
    expect(worth(after) >= worth(before)).to.equal(true);
  });

  it("the keeper does each day once, and records the days that nobody did", async () => {
    const said: string[] = [];
    const look = async () =>
      told(
        keeper({ once: true, poll: "1", account: "2" }, stage.desk, {
          signal: new AbortController().signal,
          say: (text) => void said.push(text),
        }),
      );
    await forward({ days: "2" }, stage.desk);
    expect((await standing())["missingDays"]).to.have.length(2);
    const [done] = (await look())["outcomes"] as Record<string, unknown>[];
    expect(done).to.include({ kind: "done" });
    expect((await standing())["missingDays"]).to.deep.equal([]);
    expect(((await look())["outcomes"] as unknown[])[0]).to.include({ kind: "idle" });
    expect(said.join("\n")).to.contain("2 closes to record").and.to.contain("Nothing is due");

    await forward({ days: "1" }, stage.desk);
    await rebalance({ ...REBALANCE, account: "4" }, stage.desk);
    expect(((await look())["outcomes"] as unknown[])[0]).to.include({ kind: "idle" });
    await forward({ days: "1" }, stage.desk);
    const observed = await told(observe({ account: "5" }, stage.desk));
    expect(observed["recorded"]).to.have.length(1);
    expect(render((await observe({ account: "5" }, stage.desk)).text)).to.contain("Nothing is missing");
    expect(((await look())["outcomes"] as unknown[])[0]).to.include({ kind: "done" });
    expect(((await standing())["trades"] as unknown[]).length).to.equal(4);
  });

  it("pays an exact amount, the rest of the shares, and both tokens in kind", async () => {
    const exact = await told(withdraw({ account: "1", amount: "1000" }, stage.desk));
    expect(exact).to.include({ received: (1000n * 10n ** 6n).toString() });
    const all = await told(withdraw({ account: "1" }, stage.desk));
    expect(all["sharesLeft"]).to.equal("0");
    expect(BigInt(all["received"] as string) >= BigInt(all["atLeast"] as string)).to.equal(true);
    const before = await standing();
    const left = await told(exit({ account: "3" }, stage.desk));
    expect(left["sharesLeft"]).to.equal("0");
    const after = await standing();
    for (const token of ["stable", "risk"])
      expect(BigInt(before[token] as string) - BigInt(after[token] as string)).to.equal(
        BigInt(left[token] as string),
      );
    await failsWith("EZKL_VAULT_STATE", exit({ account: "3" }, stage.desk));
    await failsWith("EZKL_VAULT_STATE", withdraw({ account: "1" }, stage.desk));
  });

  it("when all have left, every unit is accounted for", async () => {
    for (const account of ["2", "4"]) await told(exit({ account }, stage.desk));
    const answer = await standing();
    expect(answer).to.include({ adds: true, totalSupply: "0" });
    // What the virtual shares own of what was there.
    expect(BigInt(answer["stable"] as string) < 100n).to.equal(true);
    for (const { missing } of answer["ledgers"] as { missing: string }[]) expect(missing).to.equal("0");
    const { text } = await status({ ...STATUS, account: await stage.address(1) }, stage.desk);
    expect(render(text))
      .to.contain("held: adds up to the unit")
      .and.to.contain("made: adds up to the unit")
      .and.to.contain("bought");
    expect(render(text)).to.not.match(/undefined|\[object|NaN/);
  });

  it("says that it is dormant when nobody proves", async () => {
    await forward({ days: "9" }, stage.desk);
    const answer = await standing();
    expect(answer).to.include({ dormant: true });
    expect(answer["standing"]).to.contain("Dormant").and.to.contain("vault rebalance");
    await failsWith("EZKL_VAULT_REFUSED", deposit({ amount: "5", account: "1" }, stage.desk));
    await told(rebalance({ ...REBALANCE, account: "2" }, stage.desk));
    expect(await standing()).to.include({ dormant: false });
    await told(deposit({ amount: "5", account: "1" }, stage.desk));
  });
});
