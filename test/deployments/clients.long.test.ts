import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { concat, keccak256, toBeHex, Wallet } from "ethers";
import { config } from "hardhat";

import { parseInput } from "../../src/artifacts/input.ts";
import { openBuilt } from "../../src/pipeline/built.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { askVerifier } from "../../tasks/on-chain.ts";
import { proveSample } from "../../tasks/ezkl/deploy/sample-proof.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { startAnvil } from "../helpers/clients/anvil.ts";
import type { Client } from "../helpers/clients/client.ts";
import { EACH_CLIENT } from "../helpers/clients/each.ts";
import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";
import { contractsOn, failsWith, makeFolder, MODEL, visit, type Folder } from "./stage.ts";

const LIVE = 424242;
const signalInput = fileURLToPath(new URL(`../../models/${MODEL}/input.json`, import.meta.url));

for (const { name, missing, start, chainId } of EACH_CLIENT)
  describe(`deployment on ${name}`, function () {
    this.timeout(240_000);
    let client: Client;
    let folder: Folder;

    before(async function () {
      const why = missing();
      if (why !== undefined) {
        console.warn(`skipped on ${name}: ${why}`);
        this.skip();
      }
      await buildSignal();
      client = await start();
      folder = await makeFolder();
    });
    after(async () => {
      await client?.stop();
      await folder?.remove();
    });

    it("deploys once, records, and the deployed verifier takes a proof", async () => {
      const { address, code } = await folder.deploy(client);
      expect(await folder.deploy(client)).to.include({ address, reused: true });
      expect(await contractsOn(client)).to.equal(1);
      expect((await folder.records(chainId))?.[MODEL]).to.include({ address });
      const workspace = workspaceOf(config);
      const built = await openBuilt(workspace, await loadModel(workspace.paths, MODEL));
      const proof = await proveSample(workspace, built, BigInt(chainId));
      const verdict = await visit(client, async (connection) =>
        askVerifier(connection, address, code.codeHash, proof),
      );
      expect(verdict).to.include({ accepted: true, codeMatches: true });
    });

    it("pays a signal bounty on a proof, once", async () => {
      await visit(client, async (connection) => {
        const { address, codeHash } = ((await folder.records(chainId)) ?? {})[MODEL] as Record<
          string,
          string
        >;
        const bounty = await connection.ethers.deployContract("SignalBounty", [address, codeHash]);
        await bounty.waitForDeployment();
        const [account] = await connection.ethers.getSigners();
        const signal = await connection.ezkl.model(MODEL);
        const { input_data: input } = parseInput(await readFile(signalInput, "utf8"), signalInput);
        const context = { consumer: bounty, account: account!.address, scope: 1n };
        const proof = await signal.prove(input, { context });
        const window = proof.args[1].slice(0, input[0]!.length);
        const windowHash = keccak256(concat(window.map((felt) => toBeHex(felt, 32))));
        await (await bounty.getFunction("openEpoch").send(windowHash, { value: 1000n })).wait();
        const submit = bounty.getFunction("submit");
        await (await submit.send(1n, ...proof.args)).wait();
        expect(await bounty.getFunction("owed").staticCall(account!.address)).to.equal(1000n);
        const again: unknown = await submit.staticCall(1n, ...proof.args).catch((error: unknown) => error);
        expect(String(again)).to.contain("revert");
      });
    });
  });

describe("deployment on a live chain", function () {
  this.timeout(240_000);
  let client: Client;
  let folder: Folder;
  const key = Wallet.createRandom();

  before(async () => {
    await buildSignal();
    client = await startAnvil("--chain-id", String(LIVE), "--block-time", "1");
    await client.request("anvil_setBalance", [key.address, "0xde0b6b3a7640000"]);
  });
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(async () => folder.remove());
  after(async () => client?.stop());

  const target = () => ({ url: client.url, chainId: LIVE, accounts: [key.privateKey] });

  it("refuses a dev SRS before anything is signed", async () => {
    await failsWith("EZKL_DEV_SRS", folder.deploy(target()));
    expect(await contractsOn(target())).to.equal(0);
  });

  it("refuses a network without a chain id, without a key, or with one that everybody has", async () => {
    const order = { forgeable: true };
    await failsWith("EZKL_CHAIN_ID", folder.deploy({ ...target(), chainId: undefined }, order));
    await failsWith("EZKL_NO_OWN_ACCOUNT", folder.deploy({ url: client.url, chainId: LIVE }, order));
    const first = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    await failsWith("EZKL_NO_OWN_ACCOUNT", folder.deploy({ ...target(), accounts: [first] }, order));
    expect(await contractsOn(target())).to.equal(0);
  });

  it("deploys it with the override, and marks it", async () => {
    const { address, devSrsOverride } = await folder.deploy(target(), { forgeable: true });
    expect(devSrsOverride).to.equal(true);
    expect((await folder.records(LIVE))?.[MODEL]).to.include({ address, devSrsOverride: true });
    expect(await contractsOn(target())).to.equal(1);
  });
});
