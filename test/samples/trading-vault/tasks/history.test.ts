import { expect } from "chai";
import type { Log, Provider } from "ethers";

import { readLogs } from "../../../../tasks/samples/chain/logs.ts";
import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import { exit } from "../../../../tasks/trading-vault/exit/task-action.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { readHistory } from "../../../../tasks/trading-vault/read/history.ts";
import { SHARE_PRICE_ONE } from "../../../../tasks/trading-vault/read/state.ts";
import { readState } from "../../../../tasks/trading-vault/read/state.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";

import { DEFAULTS, setStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

describe("trading vault: its history, as its logs tell it", function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await setStage();
    await told(create(DEFAULTS, stage.desk));
  });
  after(async () => stage.close());

  it("finds the cause of every unit, gifts too, and each trade's share price", async () => {
    const { desk } = stage;
    const { provider } = desk.connection.ethers;
    await told(deposit({ amount: "5000", account: "1" }, desk));
    await told(forward({ days: "1" }, desk));
    await told(rebalance({ deadline: "10m", account: "2" }, desk));
    const vault = await findVault(desk, undefined);
    const gift = async (token: string, amount: bigint): Promise<void> => {
      const contract = await desk.connection.ethers.getContractAt("PracticeToken", token);
      await (await contract.getFunction("mint").send(vault.address, amount)).wait();
    };
    await gift(vault.stable.token, 123_456n);
    await gift(vault.risk.token, 789n);
    await told(exit({ account: "1", shares: "100" }, desk));

    const state = await readState(vault);
    const history = await readHistory(provider, vault, 0);
    expect(history.held).to.deep.equal({ stable: state.stable, risk: state.risk });
    expect(history.totalSupply).to.equal(state.totalSupply);
    expect(history.flows.gifts).to.deep.equal({ stable: 123_456n, risk: 789n });
    expect(history.flows.deposits).to.deep.equal({ stable: 5_000_000_000n, risk: 0n });
    expect(history.flows.exits.stable < 0n && history.flows.exits.risk < 0n).to.equal(true);
    const [trade] = history.track;
    expect(history.flows.trades).to.deep.equal({ stable: trade?.stableDelta, risk: trade?.riskDelta });
    // What the vault said of itself in that very block.
    const asked = async (name: string): Promise<bigint> =>
      (await vault.contract.getFunction(name).staticCall({ blockTag: trade?.block })) as bigint;
    const [then, supply] = [await asked("totalAssets"), await asked("totalSupply")];
    expect(trade?.nav).to.equal(then);
    expect(trade?.sharePrice).to.equal((then * 10n ** 6n * SHARE_PRICE_ONE) / (supply + 10n ** 6n));
    expect(render((await status({ last: "1" }, desk)).text)).to.contain("gifts");
  });

  it("is told of a vault by its address alone, without what is remembered of practice", async () => {
    const { desk } = stage;
    const { address } = await findVault(desk, undefined);
    const [known, named] = await Promise.all([
      told(status({ last: "1" }, desk)),
      told(status({ last: "1", vault: address.toLowerCase() }, desk)),
    ]);
    expect(named).to.deep.equal(known);
    await desk.memory.remember(desk.chainId, { vault: `0x${"77".repeat(20)}`, verifier: address, block: 0 });
    const stranger = await told(status({ last: "1", vault: address }, desk));
    expect(stranger).to.deep.equal({ ...known, ledgers: [] });
  });

  it("asks a provider for smaller ranges until it answers", async () => {
    const asked: number[] = [];
    const getLogs = async ({
      fromBlock,
      toBlock,
    }: {
      fromBlock: number;
      toBlock: number;
    }): Promise<Log[]> => {
      if (toBlock - fromBlock >= 100) throw new Error("block range is too large");
      asked.push(fromBlock);
      return [{ blockNumber: fromBlock }] as Log[];
    };
    const provider = { getLogs } as unknown as Provider;
    const logs = await readLogs(provider, { address: "", topics: [] }, 0, 999);
    expect(logs.map(({ blockNumber }) => blockNumber)).to.deep.equal(asked);
    expect(asked).to.have.length(16);
    expect([...asked].sort((a, b) => a - b)).to.deep.equal(asked);
    const deaf = { getLogs: () => Promise.reject(new Error("socket hang up")) } as unknown as Provider;
    await readLogs(deaf, { address: "", topics: [] }, 0, 999).then(
      () => expect.fail("it answered"),
      (error: unknown) => expect(String(error)).to.contain("socket hang up"),
    );
  });
});
