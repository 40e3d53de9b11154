import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
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
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import { workspaceOf } from "../../../../tasks/workspace.ts";
import { outsideEnvironment } from "../../../helpers/project.ts";
import { Proxy, type Fate } from "../../../helpers/rpc-proxy.ts";

import { buildSignal, DEFAULTS, told } from "./stage.ts";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));
const CHILD = join(REPOSITORY, "scripts", "test-children", "keep-vault.ts");
/** Of the node's accounts, the keeper's. */
export const ACCOUNT = 2;
export const SEND = "eth_sendTransaction";
export const PATIENCE: Patience = { firstWait: 20, pollTransaction: 50, untilMoreFee: 60_000, attempts: 6 };

/** A vault on a node, and a keeper behind a proxy that fails as it is told; before each test the first day that a proof is due. */
export class KeeperStage {
  proxy!: Proxy;
  /** Of the proxy. */
  url!: string;
  vault!: string;
  account!: string;
  /** Straight to the node, for everybody but the keeper. */
  direct!: Desk;
  said: string[] = [];
  #server!: JsonRpcServer;
  #folder!: string;
  #snapshot: unknown;
  /** Every test begins on that day, so they share the proofs of it and of the days after. */
  readonly #proofs = new Map<string, Promise<Decision>>();
  readonly #connections: NetworkConnection[] = [];
  readonly #children: ChildProcess[] = [];

  async open(): Promise<void> {
    await buildSignal();
    this.#folder = await mkdtemp(join(tmpdir(), "trading-vault-keeper-"));
    this.#server = await network.createServer("default", "127.0.0.1", 0);
    const { address, port } = await this.#server.listen();
    this.proxy = new Proxy(`http://${address}:${port}`);
    this.url = await this.proxy.listen();
    this.direct = await this.deskAt({ url: `http://${address}:${port}` });
    this.vault = String((await told(create(DEFAULTS, this.direct)))["vault"]);
    await told(deposit({ amount: "10000", account: "1" }, this.direct));
    this.account = (await this.direct.connection.ethers.getSigners())[ACCOUNT]?.address ?? "";
    await told(forward({ days: "1" }, this.direct));
    this.#snapshot = await this.ask("evm_snapshot");
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    for (const connection of this.#connections) await connection.close();
    await this.proxy.close();
    await this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The first day again, and a network that works. */
  async begin(): Promise<void> {
    this.said = [];
    this.proxy.fate = () => "pass";
    this.proxy.asked.length = 0;
    expect(await this.ask("evm_revert", [this.#snapshot])).to.equal(true);
    this.#snapshot = await this.ask("evm_snapshot");
    await rm(journalPath(this.direct, this.vault), { force: true });
  }

  async deskAt(override: HttpNetworkConfigOverride): Promise<Desk> {
    const connection = await network.create({ network: "localhost", override });
    this.#connections.push(connection);
    return {
      ...{ artifacts, connection, chainId: 31337n, cache: this.#folder, inProcess: false },
      workspace: workspaceOf(config),
      memory: processMemory(),
    };
  }

  journal() {
    return fileJournal(journalPath(this.direct, this.vault));
  }

  /** How many the keeper's account has sent. */
  async transactions(): Promise<number> {
    return this.direct.connection.ethers.provider.getTransactionCount(this.account);
  }

  async state() {
    return told(status({ vault: this.vault, last: "0" }, this.direct));
  }

  async ask(method: string, params: unknown[] = []): Promise<unknown> {
    return this.direct.connection.provider.request({ method, params });
  }

  /** What the engine proves for a day; once for all tests. */
  prove = async (window: Window): Promise<Decision> => {
    const key = [window.epoch, ...window.closes].join();
    const { workspace, chainId } = this.direct;
    const made =
      this.#proofs.get(key) ??
      findVault(this.direct, this.vault).then(async (found) =>
        proveDecision(workspace, chainId, found, window, this.account),
      );
    this.#proofs.set(key, made);
    return made;
  };

  /** One look of a keeper behind the proxy. @returns its one outcome */
  async look(
    override: Omit<HttpNetworkConfigOverride, "url"> = {},
    patience: Partial<Patience> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Record<string, unknown>> {
    const desk = await this.deskAt({ url: this.url, timeout: 60_000, ...override });
    const answer = await told(
      keeper(
        { once: true, poll: "1", vault: this.vault, account: this.account },
        desk,
        { signal, say: (text) => void this.said.push(text), prove: this.prove },
        { ...PATIENCE, ...patience },
      ),
    );
    return (answer["outcomes"] as Record<string, unknown>[])[0] ?? {};
  }

  /** The first requests of a method meet these fates, all later ones pass. */
  fates(method: string | undefined, ...list: Fate[]): void {
    this.proxy.fate = (asked) =>
      method === undefined || asked === method ? (list.shift() ?? "pass") : "pass";
  }

  /** A look that must end in one transaction, mined, and the epoch done. */
  async oneTransaction(work: () => Promise<Record<string, unknown>>): Promise<void> {
    const before = await this.transactions();
    expect(await work()).to.include({ kind: "done" });
    expect(await this.transactions()).to.equal(before + 1);
    const { lastEpoch, currentEpoch } = await this.state();
    expect(lastEpoch).to.equal(currentEpoch);
    expect(await this.journal().read()).to.equal(undefined);
    expect(await this.look()).to.include({ kind: "idle" });
    expect(await this.transactions()).to.equal(before + 1);
  }

  /** A keeper in a process of its own, behind the proxy. */
  start(mode: "once" | "loop"): {
    child: ChildProcess;
    output: () => string;
    ended: Promise<number | null>;
  } {
    const child = spawn(process.execPath, [CHILD, this.url, this.#folder, this.vault, mode], {
      cwd: REPOSITORY,
      env: outsideEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return { child, output: () => output, ended: new Promise((resolve) => child.on("close", resolve)) };
  }
}

/** The stage of a `describe`: set before its tests, begun anew before each. */
export function useKeeper(suite: Mocha.Suite): KeeperStage {
  suite.timeout(240_000);
  const stage = new KeeperStage();
  before(async () => stage.open());
  after(async () => stage.close());
  beforeEach(async () => stage.begin());
  return stage;
}

/** Looks until it holds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; !(await holds());) {
    if (Date.now() > end) expect.fail("waited two minutes");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
