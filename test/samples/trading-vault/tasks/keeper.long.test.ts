import { readFile, rm, writeFile } from "node:fs/promises";

import { expect } from "chai";
import { HDNodeWallet } from "ethers";

import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { journalPath } from "../../../../tasks/trading-vault/keeper/journal.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";
import type { Fate } from "../../../helpers/rpc-proxy.ts";

import { ACCOUNT, SEND, until, useKeeper } from "./keeper-stage.ts";
import { failsWith, told } from "./stage.ts";

describe("trading vault: the keeper on a bad network", function () {
  const on = useKeeper(this);

  it("asks again when the node answers 500, closes the connection or does not answer in time", async () => {
    on.fates(undefined, "status500", "drop", "pass", "hang", "pass", "status500", "pass", "lose");
    await on.oneTransaction(async () => on.look({ timeout: 1500 }));
    // Questions asked together fail together.
    expect(on.said.filter((text) => text.includes("did not answer")).length).to.be.greaterThan(1);
  });

  for (const [fate, what] of [
    ["lose", "arrived and whose answer was lost"],
    ["drop", "never arrived"],
    ["status500", "a gateway refused"],
    ["hangAfter", "arrived and was never answered"],
    ["hang", "was lost without a word"],
  ] as const) {
    it(`sends no second transaction for one that ${what}`, async () => {
      on.fates(SEND, fate);
      await on.oneTransaction(async () => on.look(fate.startsWith("hang") ? { timeout: 1500 } : {}));
      expect(on.said.join("\n")).to.contain("looking for it");
    });
  }

  it("the same with an account whose key the project has, and that no node knows", async () => {
    const wallet = HDNodeWallet.fromPhrase(
      "test test test test test test test test test test test junk",
      "",
      `m/44'/60'/0'/0/${ACCOUNT}`,
    );
    expect(wallet.address).to.equal(on.account);
    on.fates("eth_sendRawTransaction", "lose");
    await on.oneTransaction(async () => on.look({ accounts: [wallet.privateKey] }));
    expect(on.proxy.asked).to.not.include(SEND);
    await told(forward({ days: "1" }, on.direct));
    on.fates("eth_sendRawTransaction", "drop", "drop");
    await on.oneTransaction(async () => on.look({ accounts: [wallet.privateKey] }));
  });

  it("waits where the node would not have the transaction, and tries again with the same proof", async () => {
    const before = await on.transactions();
    on.fates(SEND, "refuse");
    expect((await on.look())["why"]).to.contain("txpool is full");
    expect(await on.journal().read()).to.include({ nonce: before });
    on.said = [];
    expect(await on.look()).to.include({ kind: "done" });
    expect(on.said.join("\n")).to.not.contain("proven in");
    expect(await on.transactions()).to.equal(before + 1);
  });

  it("waits where its account cannot pay, and works when it can", async () => {
    const balance = await on.direct.connection.ethers.provider.getBalance(on.account);
    const pay = async (amount: bigint) =>
      on.ask("hardhat_setBalance", [on.account, `0x${amount.toString(16)}`]);
    const before = await on.transactions();
    await pay(1000n);
    try {
      expect((await on.look())["why"]).to.contain("cannot pay");
      expect(on.proxy.asked).to.not.include(SEND);
    } finally {
      await pay(balance);
    }
    expect(await on.transactions()).to.equal(before);
    await on.oneTransaction(async () => on.look());
  });

  it("gives up, when it was to look once, at a node that is gone; and finds its work undone later", async () => {
    const before = await on.transactions();
    on.proxy.fate = () => "drop";
    const gone = await failsWith("EZKL_VAULT_NODE", on.look());
    expect(gone.what).to.contain("6 times in a row");
    on.proxy.fate = (method) => (method === "eth_getLogs" ? "drop" : "pass");
    await failsWith("EZKL_VAULT_NODE", on.look());
    // It was sent before the node went.
    expect(await on.transactions()).to.equal(before + 1);
    expect(await on.journal().read()).to.include({ nonce: before });
    on.proxy.fate = () => "pass";
    expect(await on.look()).to.include({ kind: "done" });
    expect(await on.transactions()).to.equal(before + 1);
    expect(await on.journal().read()).to.equal(undefined);
  });

  it("sends one transaction a day, even where that was mined in vain", async () => {
    const before = await on.transactions();
    const { contract } = await findVault(on.direct, on.vault);
    const [owner] = await on.direct.connection.ethers.getSigners();
    const asOwner = async (method: "pause" | "unpause") =>
      (await contract.connect(owner!).getFunction(method).send()).wait();
    let paused = false;
    on.proxy.fate = async (method): Promise<Fate> => {
      if (method === SEND && !paused) {
        paused = true;
        await asOwner("pause");
      }
      return "pass";
    };
    expect((await on.look())["why"]).to.contain("mined and refused");
    on.proxy.fate = () => "pass";
    await asOwner("unpause");
    expect((await on.look())["why"]).to.contain("mined and refused");
    expect(await on.transactions()).to.equal(before + 1);
    await told(forward({ days: "1" }, on.direct));
    await asOwner("pause");
    expect((await on.look())["why"]).to.contain("paused");
    await asOwner("unpause");
    expect(await on.look()).to.include({ kind: "done" });
    expect(await on.transactions()).to.equal(before + 2);
  });

  it("raises the fee of a transaction that waits, in its place", async () => {
    const before = await on.transactions();
    await on.ask("evm_setAutomine", [false]);
    try {
      const looking = on.look({}, { untilMoreFee: 200 });
      await until(async () => (await on.journal().read())?.hash !== undefined);
      const fee = BigInt((await on.journal().read())?.maxFeePerGas ?? 0);
      await until(async () => on.said.filter((text) => text.includes("higher fee")).length >= 2);
      await on.ask("evm_mine");
      const outcome = await looking;
      expect(outcome).to.include({ kind: "done" });
      const mined = await on.direct.connection.ethers.provider.getTransaction(String(outcome["transaction"]));
      expect((mined?.maxFeePerGas ?? 0n) > fee).to.equal(true);
    } finally {
      await on.ask("evm_setAutomine", [true]);
    }
    expect(await on.transactions()).to.equal(before + 1);
  });

  it("takes the place of a transaction whose day ended before it was mined", async () => {
    const before = await on.transactions();
    await on.ask("evm_setAutomine", [false]);
    try {
      const stop = new AbortController();
      const looking = on.look({}, {}, stop.signal);
      await until(async () => (await on.journal().read())?.hash !== undefined);
      stop.abort();
      await looking;
      const noted = await on.journal().read();
      await on.ask("evm_increaseTime", [86_400]);
      // A block that is too dear for it: it stays in the pool.
      const dear = 3n * BigInt(noted?.maxFeePerGas ?? 0);
      await on.ask("hardhat_setNextBlockBaseFeePerGas", [`0x${dear.toString(16)}`]);
      await on.ask("evm_mine");
      expect((await on.state())["currentEpoch"]).to.equal((BigInt(noted?.epoch ?? 0) + 1n).toString());
      expect(await on.transactions()).to.equal(before);

      const next = on.look();
      await until(async () => {
        const now = await on.journal().read();
        return now?.epoch !== noted?.epoch && now?.hash !== undefined;
      });
      expect((await on.journal().read())?.nonce).to.equal(noted?.nonce);
      await on.ask("evm_mine");
      expect(await next).to.include({ kind: "done" });
    } finally {
      await on.ask("evm_setAutomine", [true]);
    }
    expect(await on.transactions()).to.equal(before + 1);
    expect(await on.journal().read()).to.equal(undefined);
    // The feed follows the clock again.
    await told(forward({ days: "1" }, on.direct));
  });

  it("forgets what it noted on a chain that was started anew", async () => {
    const before = await on.transactions();
    await on.journal().write({
      ...{
        epoch: String((await on.state())["currentEpoch"]),
        from: on.account,
        to: on.vault,
        nonce: before + 50,
      },
      ...{ data: "0x", gas: "1000000", maxFeePerGas: "1", maxPriorityFeePerGas: "1" },
    });
    await on.oneTransaction(async () => on.look());
    expect(on.said.join("\n")).to.contain("started anew");
  });

  it("names a journal that cannot be read", async () => {
    const path = journalPath(on.direct, on.vault);
    await writeFile(path, "{");
    await failsWith("EZKL_ARTIFACT_MALFORMED", on.look());
    await writeFile(path, '{"epoch": "soon"}');
    await failsWith("EZKL_ARTIFACT_INVALID", on.look());
    expect(await readFile(path, "utf8")).to.contain("soon");
    await rm(path);
  });
});
