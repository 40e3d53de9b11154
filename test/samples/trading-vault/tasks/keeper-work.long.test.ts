import { expect } from "chai";

import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { keeper } from "../../../../tasks/trading-vault/keeper/task-action.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import type { Fate } from "../../../helpers/rpc-proxy.ts";

import { PATIENCE, SEND, until, useKeeper } from "./keeper-stage.ts";
import { failsWith, told } from "./stage.ts";

describe("trading vault: a keeper that is killed, works for days, or is one of several", function () {
  const on = useKeeper(this);

  for (const fate of ["hang", "hangAfter"] as const) {
    it(`killed ${fate === "hang" ? "before the node has" : "after the node took"} its transaction, it sends no second one when started again`, async () => {
      const before = await on.transactions();
      const { child, ended } = on.start("once");
      const sent = new Promise<void>((resolve) => {
        on.proxy.fate = (method) => {
          if (method !== SEND) return "pass";
          resolve();
          return fate;
        };
      });
      await sent;
      if (fate === "hangAfter") await until(async () => (await on.transactions()) > before);
      child.kill("SIGKILL");
      await ended;
      const noted = await on.journal().read();
      expect([noted?.nonce, noted?.hash]).to.deep.equal([before, undefined]);
      on.proxy.fate = () => "pass";
      on.proxy.asked.length = 0;
      expect(await on.look()).to.include({ kind: "done" });
      expect(await on.transactions()).to.equal(before + 1);
      expect(on.proxy.asked.filter((method) => method === SEND)).to.have.length(fate === "hang" ? 1 : 0);
      // The proof was noted too.
      expect(on.said.join("\n")).to.not.contain("proven in");
      expect(await on.journal().read()).to.equal(undefined);
    });
  }

  it("works day after day, outlives its node's absence, and ends in peace when asked to", async () => {
    const before = await on.transactions();
    const output = () => on.said.join("\n");
    const stop = new AbortController();
    const working = keeper(
      { poll: "1", vault: on.vault, account: on.account },
      await on.deskAt({ url: on.url, timeout: 60_000 }),
      { signal: stop.signal, say: (text) => void on.said.push(text), prove: on.prove },
      { ...PATIENCE, attempts: 4 },
    );
    // Its failure is seen where it is awaited.
    working.catch(() => undefined);
    for (const days of [1, 2]) {
      await until(async () => (await on.transactions()) === before + days);
      await until(async () => output().split(" is done: ").length === days + 1);
      if (days === 2) break;
      on.proxy.fate = () => "drop";
      await told(forward({ days: "1" }, on.direct));
      await until(async () => output().includes("4 times in a row"));
      on.proxy.fate = () => "pass";
    }
    stop.abort();
    expect((await working).text).to.contain("Stopped");
    expect(await on.look()).to.include({ kind: "idle" });
  });

  it("does not work beside another of the same vault", async () => {
    const { child, output, ended } = on.start("loop");
    await until(async () => output().includes(" is done: "));
    const other = await failsWith("EZKL_VAULT_STATE", on.look());
    expect(other.what).to.contain("another keeper");
    child.kill("SIGKILL");
    await ended;
    // Whoever was killed holds nothing.
    expect(await on.look()).to.include({ kind: "idle" });
  });

  it("loses to another keeper without a transaction, as long as that can be seen", async () => {
    const before = await on.transactions();
    let raced = false;
    on.proxy.fate = async (method): Promise<Fate> => {
      if (method === "eth_estimateGas" && !raced) {
        raced = true;
        await told(rebalance({ deadline: "1h", vault: on.vault, account: "4" }, on.direct));
      }
      return "pass";
    };
    const outcome = await on.look();
    expect(outcome).to.include({
      kind: "lost",
      keeper: (await on.direct.connection.ethers.getSigners())[4]?.address,
    });
    expect(await on.transactions()).to.equal(before);
    expect(on.said.at(-1)).to.contain("by another keeper");
  });

  it("loses to another keeper in the last moment, and does not send again", async () => {
    const before = await on.transactions();
    let raced = false;
    on.proxy.fate = async (method): Promise<Fate> => {
      if (method === SEND && !raced) {
        raced = true;
        await told(rebalance({ deadline: "1h", vault: on.vault, account: "4" }, on.direct));
      }
      return "pass";
    };
    expect(await on.look()).to.include({ kind: "lost" });
    expect(await on.transactions()).to.equal(before + 1);
    expect(await on.journal().read()).to.equal(undefined);
    on.proxy.fate = () => "pass";
    expect(await on.look()).to.include({ kind: "idle" });
    expect(await on.transactions()).to.equal(before + 1);
  });
});
