import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { HDNodeWallet } from "ethers";
import { artifacts, config, network } from "hardhat";
import type { HttpNetworkConfigOverride } from "hardhat/types/config";
import type { JsonRpcServer, NetworkConnection } from "hardhat/types/network";

import { processMemory } from "../../../../tasks/samples/memory.ts";
import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import type { Desk } from "../../../../tasks/trading-vault/desk.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { fileJournal, journalPath } from "../../../../tasks/trading-vault/keeper/journal.ts";
import { keeper, type Patience } from "../../../../tasks/trading-vault/keeper/task-action.ts";
import { proveDecision, type Decision } from "../../../../tasks/trading-vault/prove.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import { workspaceOf } from "../../../../tasks/workspace.ts";
import { outsideEnvironment } from "../../../helpers/project.ts";

import { Proxy, type Fate } from "../../../helpers/rpc-proxy.ts";
import { buildSignal, DEFAULTS, failsWith, told } from "./stage.ts";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));
const CHILD = join(REPOSITORY, "scripts", "test-children", "keep-vault.ts");
const SEND = "eth_sendTransaction";
const ACCOUNT = 2;
const PATIENCE: Patience = { firstWait: 20, pollTransaction: 50, untilMoreFee: 60_000, attempts: 6 };

describe("trading vault: the keeper on a bad network", function () {
  this.timeout(240_000);
  let server: JsonRpcServer;
  let proxy: Proxy;
  let url: string;
  let folder: string;
  let vault: string;
  let account: string;
  /** Straight to the node, for everybody but the keeper. */
  let direct: Desk;
  let said: string[];
  /** The chain on the first day that a proof is due. */
  let snapshot: unknown;
  /** Every test begins on that day, so they share the proofs of it and of the days after. */
  const proofs = new Map<string, Promise<Decision>>();
  const connections: NetworkConnection[] = [];
  const children: ChildProcess[] = [];

  async function deskAt(override: HttpNetworkConfigOverride): Promise<Desk> {
    const connection = await network.create({ network: "localhost", override });
    connections.push(connection);
    return {
      ...{ artifacts, connection, chainId: 31337n, cache: folder, inProcess: false },
      workspace: workspaceOf(config),
      memory: processMemory(),
    };
  }

  before(async () => {
    await buildSignal();
    folder = await mkdtemp(join(tmpdir(), "trading-vault-keeper-"));
    server = await network.createServer("default", "127.0.0.1", 0);
    const { address, port } = await server.listen();
    proxy = new Proxy(`http://${address}:${port}`);
    url = await proxy.listen();
    direct = await deskAt({ url: `http://${address}:${port}` });
    vault = String((await told(create(DEFAULTS, direct)))["vault"]);
    await told(deposit({ amount: "10000", account: "1" }, direct));
    account = (await direct.connection.ethers.getSigners())[ACCOUNT]?.address ?? "";
    await told(forward({ days: "1" }, direct));
    snapshot = await ask("evm_snapshot");
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    for (const connection of connections) await connection.close();
    await proxy.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    said = [];
    proxy.fate = () => "pass";
    proxy.asked.length = 0;
    expect(await ask("evm_revert", [snapshot])).to.equal(true);
    snapshot = await ask("evm_snapshot");
    await rm(journalPath(direct, vault), { force: true });
  });

  const journal = () => fileJournal(journalPath(direct, vault));
  const transactions = async (): Promise<number> =>
    direct.connection.ethers.provider.getTransactionCount(account);
  const state = async () => told(status({ vault, last: "0" }, direct));
  const ask = async (method: string, params: unknown[] = []): Promise<unknown> =>
    direct.connection.provider.request({ method, params });

  async function prove(window: Window): Promise<Decision> {
    const key = [window.epoch, ...window.closes].join();
    const { workspace, chainId } = direct;
    const made =
      proofs.get(key) ??
      findVault(direct, vault).then(async (found) =>
        proveDecision(workspace, chainId, found, window, account),
      );
    proofs.set(key, made);
    return made;
  }

  /** One look of a keeper behind the proxy. @returns its one outcome */
  async function look(
    override: Omit<HttpNetworkConfigOverride, "url"> = {},
    patience: Partial<Patience> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Record<string, unknown>> {
    const desk = await deskAt({ url, timeout: 60_000, ...override });
    const answer = await told(
      keeper(
        { once: true, poll: "1", vault, account },
        desk,
        { signal, say: (text) => void said.push(text), prove },
        { ...PATIENCE, ...patience },
      ),
    );
    return (answer["outcomes"] as Record<string, unknown>[])[0] ?? {};
  }

  /** The first requests of a method meet these fates, all later ones pass. */
  function fates(method: string | undefined, ...list: Fate[]): void {
    proxy.fate = (asked) => (method === undefined || asked === method ? (list.shift() ?? "pass") : "pass");
  }

  /** A look that must end in one transaction, mined, and the epoch done. */
  async function oneTransaction(work: () => Promise<Record<string, unknown>>): Promise<void> {
    const before = await transactions();
    expect(await work()).to.include({ kind: "done" });
    expect(await transactions()).to.equal(before + 1);
    const { lastEpoch, currentEpoch } = await state();
    expect(lastEpoch).to.equal(currentEpoch);
    expect(await journal().read()).to.equal(undefined);
    expect(await look()).to.include({ kind: "idle" });
    expect(await transactions()).to.equal(before + 1);
  }

  it("asks again when the node answers 500, closes the connection or does not answer in time", async () => {
    fates(undefined, "status500", "drop", "pass", "hang", "pass", "status500", "pass", "lose");
    await oneTransaction(async () => look({ timeout: 1500 }));
    // Questions asked together fail together.
    expect(said.filter((text) => text.includes("did not answer")).length).to.be.greaterThan(1);
  });

  for (const [fate, what] of [
    ["lose", "arrived and whose answer was lost"],
    ["drop", "never arrived"],
    ["status500", "a gateway refused"],
    ["hangAfter", "arrived and was never answered"],
    ["hang", "was lost without a word"],
  ] as const) {
    it(`sends no second transaction for one that ${what}`, async () => {
      fates(SEND, fate);
      await oneTransaction(async () => look(fate.startsWith("hang") ? { timeout: 1500 } : {}));
      expect(said.join("\n")).to.contain("looking for it");
    });
  }

  it("the same with an account whose key the project has, and that no node knows", async () => {
    const wallet = HDNodeWallet.fromPhrase(
      "test test test test test test test test test test test junk",
      "",
      `m/44'/60'/0'/0/${ACCOUNT}`,
    );
    expect(wallet.address).to.equal(account);
    fates("eth_sendRawTransaction", "lose");
    await oneTransaction(async () => look({ accounts: [wallet.privateKey] }));
    expect(proxy.asked).to.not.include(SEND);
    await told(forward({ days: "1" }, direct));
    fates("eth_sendRawTransaction", "drop", "drop");
    await oneTransaction(async () => look({ accounts: [wallet.privateKey] }));
  });

  it("waits where the node would not have the transaction, and tries again with the same proof", async () => {
    const before = await transactions();
    fates(SEND, "refuse");
    expect((await look())["why"]).to.contain("txpool is full");
    expect(await journal().read()).to.include({ nonce: before });
    said = [];
    expect(await look()).to.include({ kind: "done" });
    expect(said.join("\n")).to.not.contain("proven in");
    expect(await transactions()).to.equal(before + 1);
  });

  it("waits where its account cannot pay, and works when it can", async () => {
    const balance = await direct.connection.ethers.provider.getBalance(account);
    const pay = async (amount: bigint) => ask("hardhat_setBalance", [account, `0x${amount.toString(16)}`]);
    const before = await transactions();
    await pay(1000n);
    try {
      expect((await look())["why"]).to.contain("cannot pay");
      expect(proxy.asked).to.not.include(SEND);
    } finally {
      await pay(balance);
    }
    expect(await transactions()).to.equal(before);
    await oneTransaction(look);
  });

  it("gives up, when it was to look once, at a node that is gone; and finds its work undone later", async () => {
    const before = await transactions();
    proxy.fate = () => "drop";
    const gone = await failsWith("EZKL_VAULT_NODE", look());
    expect(gone.what).to.contain("6 times in a row");
    proxy.fate = (method) => (method === "eth_getLogs" ? "drop" : "pass");
    await failsWith("EZKL_VAULT_NODE", look());
    // It was sent before the node went.
    expect(await transactions()).to.equal(before + 1);
    expect(await journal().read()).to.include({ nonce: before });
    proxy.fate = () => "pass";
    expect(await look()).to.include({ kind: "done" });
    expect(await transactions()).to.equal(before + 1);
    expect(await journal().read()).to.equal(undefined);
  });

  /** A keeper in a process of its own, behind the proxy. */
  function start(mode: "once" | "loop"): {
    child: ChildProcess;
    output: () => string;
    ended: Promise<number | null>;
  } {
    const child = spawn(process.execPath, [CHILD, url, folder, vault, mode], {
      cwd: REPOSITORY,
      env: outsideEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return { child, output: () => output, ended: new Promise((resolve) => child.on("close", resolve)) };
  }

  for (const fate of ["hang", "hangAfter"] as const) {
    it(`killed ${fate === "hang" ? "before the node has" : "after the node took"} its transaction, it sends no second one when started again`, async () => {
      const before = await transactions();
      const { child, ended } = start("once");
      const sent = new Promise<void>((resolve) => {
        proxy.fate = (method) => {
          if (method !== SEND) return "pass";
          resolve();
          return fate;
        };
      });
      await sent;
      if (fate === "hangAfter") await until(async () => (await transactions()) > before);
      child.kill("SIGKILL");
      await ended;
      const noted = await journal().read();
      expect([noted?.nonce, noted?.hash]).to.deep.equal([before, undefined]);
      proxy.fate = () => "pass";
      proxy.asked.length = 0;
      expect(await look()).to.include({ kind: "done" });
      expect(await transactions()).to.equal(before + 1);
      expect(proxy.asked.filter((method) => method === SEND)).to.have.length(fate === "hang" ? 1 : 0);
      // The proof was noted too.
      expect(said.join("\n")).to.not.contain("proven in");
      expect(await journal().read()).to.equal(undefined);
    });
  }

  it("works day after day, outlives its node's absence, and ends in peace when asked to", async () => {
    const before = await transactions();
    const output = () => said.join("\n");
    const stop = new AbortController();
    const working = keeper(
      { poll: "1", vault, account },
      await deskAt({ url, timeout: 60_000 }),
      { signal: stop.signal, say: (text) => void said.push(text), prove },
      { ...PATIENCE, attempts: 4 },
    );
    // Its failure is seen where it is awaited.
    working.catch(() => undefined);
    for (const days of [1, 2]) {
      await until(async () => (await transactions()) === before + days);
      await until(async () => output().split(" is done: ").length === days + 1);
      if (days === 2) break;
      proxy.fate = () => "drop";
      await told(forward({ days: "1" }, direct));
      await until(async () => output().includes("4 times in a row"));
      proxy.fate = () => "pass";
    }
    stop.abort();
    expect((await working).text).to.contain("Stopped");
    expect(await look()).to.include({ kind: "idle" });
  });

  it("does not work beside another of the same vault", async () => {
    const { child, output, ended } = start("loop");
    await until(async () => output().includes(" is done: "));
    const other = await failsWith("EZKL_VAULT_STATE", look());
    expect(other.what).to.contain("another keeper");
    child.kill("SIGKILL");
    await ended;
    // Whoever was killed holds nothing.
    expect(await look()).to.include({ kind: "idle" });
  });

  it("loses to another keeper without a transaction, as long as that can be seen", async () => {
    const before = await transactions();
    let raced = false;
    proxy.fate = async (method): Promise<Fate> => {
      if (method === "eth_estimateGas" && !raced) {
        raced = true;
        await told(rebalance({ deadline: "1h", vault, account: "4" }, direct));
      }
      return "pass";
    };
    const outcome = await look();
    expect(outcome).to.include({
      kind: "lost",
      keeper: (await direct.connection.ethers.getSigners())[4]?.address,
    });
    expect(await transactions()).to.equal(before);
    expect(said.at(-1)).to.contain("by another keeper");
  });

  it("loses to another keeper in the last moment, and does not send again", async () => {
    const before = await transactions();
    let raced = false;
    proxy.fate = async (method): Promise<Fate> => {
      if (method === SEND && !raced) {
        raced = true;
        await told(rebalance({ deadline: "1h", vault, account: "4" }, direct));
      }
      return "pass";
    };
    expect(await look()).to.include({ kind: "lost" });
    expect(await transactions()).to.equal(before + 1);
    expect(await journal().read()).to.equal(undefined);
    proxy.fate = () => "pass";
    expect(await look()).to.include({ kind: "idle" });
    expect(await transactions()).to.equal(before + 1);
  });

  it("sends one transaction a day, even where that was mined in vain", async () => {
    const before = await transactions();
    const { contract } = await findVault(direct, vault);
    const [owner] = await direct.connection.ethers.getSigners();
    const asOwner = async (method: "pause" | "unpause") =>
      (await contract.connect(owner!).getFunction(method).send()).wait();
    let paused = false;
    proxy.fate = async (method): Promise<Fate> => {
      if (method === SEND && !paused) {
        paused = true;
        await asOwner("pause");
      }
      return "pass";
    };
    expect((await look())["why"]).to.contain("mined and refused");
    proxy.fate = () => "pass";
    await asOwner("unpause");
    expect((await look())["why"]).to.contain("mined and refused");
    expect(await transactions()).to.equal(before + 1);
    await told(forward({ days: "1" }, direct));
    await asOwner("pause");
    expect((await look())["why"]).to.contain("paused");
    await asOwner("unpause");
    expect(await look()).to.include({ kind: "done" });
    expect(await transactions()).to.equal(before + 2);
  });

  it("raises the fee of a transaction that waits, in its place", async () => {
    const before = await transactions();
    await ask("evm_setAutomine", [false]);
    try {
      const looking = look({}, { untilMoreFee: 200 });
      await until(async () => (await journal().read())?.hash !== undefined);
      const fee = BigInt((await journal().read())?.maxFeePerGas ?? 0);
      await until(async () => said.filter((text) => text.includes("higher fee")).length >= 2);
      await ask("evm_mine");
      const outcome = await looking;
      expect(outcome).to.include({ kind: "done" });
      const mined = await direct.connection.ethers.provider.getTransaction(String(outcome["transaction"]));
      expect((mined?.maxFeePerGas ?? 0n) > fee).to.equal(true);
    } finally {
      await ask("evm_setAutomine", [true]);
    }
    expect(await transactions()).to.equal(before + 1);
  });

  it("takes the place of a transaction whose day ended before it was mined", async () => {
    const before = await transactions();
    await ask("evm_setAutomine", [false]);
    try {
      const stop = new AbortController();
      const looking = look({}, {}, stop.signal);
      await until(async () => (await journal().read())?.hash !== undefined);
      stop.abort();
      await looking;
      const noted = await journal().read();
      await ask("evm_increaseTime", [86_400]);
      // A block that is too dear for it: it stays in the pool.
      const dear = 3n * BigInt(noted?.maxFeePerGas ?? 0);
      await ask("hardhat_setNextBlockBaseFeePerGas", [`0x${dear.toString(16)}`]);
      await ask("evm_mine");
      expect((await state())["currentEpoch"]).to.equal((BigInt(noted?.epoch ?? 0) + 1n).toString());
      expect(await transactions()).to.equal(before);

      const next = look();
      await until(async () => {
        const now = await journal().read();
        return now?.epoch !== noted?.epoch && now?.hash !== undefined;
      });
      expect((await journal().read())?.nonce).to.equal(noted?.nonce);
      await ask("evm_mine");
      expect(await next).to.include({ kind: "done" });
    } finally {
      await ask("evm_setAutomine", [true]);
    }
    expect(await transactions()).to.equal(before + 1);
    expect(await journal().read()).to.equal(undefined);
    // The feed follows the clock again.
    await told(forward({ days: "1" }, direct));
  });

  it("forgets what it noted on a chain that was started anew", async () => {
    const before = await transactions();
    await journal().write({
      ...{ epoch: String((await state())["currentEpoch"]), from: account, to: vault, nonce: before + 50 },
      ...{ data: "0x", gas: "1000000", maxFeePerGas: "1", maxPriorityFeePerGas: "1" },
    });
    await oneTransaction(look);
    expect(said.join("\n")).to.contain("started anew");
  });

  it("names a journal that cannot be read", async () => {
    const path = journalPath(direct, vault);
    await writeFile(path, "{");
    await failsWith("EZKL_ARTIFACT_MALFORMED", look());
    await writeFile(path, '{"epoch": "soon"}');
    await failsWith("EZKL_ARTIFACT_INVALID", look());
    expect(await readFile(path, "utf8")).to.contain("soon");
    await rm(path);
  });
});

/** Looks until it holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; !(await holds());) {
    if (Date.now() > end) expect.fail("waited two minutes");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
