import { readFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";

import { Proxy, type Fate } from "../helpers/rpc-proxy.ts";
import { outsideEnvironment } from "../helpers/project.ts";
import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";
import { contractsOn, failsWith, makeFolder, MODEL, visit, type Folder, type Target } from "./stage.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const HARDHAT = join(REPOSITORY, "node_modules", "hardhat", "dist", "src", "cli.js");
const CHAIN = 31337;
const SEND = "eth_sendTransaction";
const ONE_ETHER = "0xde0b6b3a7640000";

describe("deploying a verifier through a bad network", function () {
  this.timeout(240_000);
  let server: JsonRpcServer;
  let proxy: Proxy;
  let bad: Target;
  let good: Target;
  let folder: Folder;

  before(buildSignal);
  beforeEach(async () => {
    server = await network.createServer("default", "127.0.0.1", 0);
    const { address, port } = await server.listen();
    good = { url: `http://${address}:${port}` };
    proxy = new Proxy(good.url);
    bad = { url: await proxy.listen(), timeout: 1_500 };
    folder = await makeFolder();
  });
  afterEach(async () => {
    await proxy.close();
    await server.close();
    await folder.remove();
  });

  const rpc = async (method: string, params: unknown[] = []): Promise<unknown> =>
    visit(good, async ({ provider }): Promise<unknown> => provider.request({ method, params }));

  /** Runs again on a sound network: it goes on, and there is one contract, on record. */
  const goesOn = async (): Promise<void> => {
    proxy.fate = () => "pass";
    const { address } = await folder.deploy(bad);
    expect(await contractsOn(good)).to.equal(1);
    expect((await folder.records(CHAIN))?.[MODEL]).to.include({ address, contract: "TradingSignalVerifier" });
  };

  it("records it last, with a typed module, and sends nothing the second time", async () => {
    const first = await folder.deploy(bad);
    const record = (await folder.records(CHAIN))?.[MODEL];
    expect(record).to.include({ address: first.address, codeHash: first.code.codeHash });
    expect(record).to.have.nested.property("srs.kind", "dev");
    const text = await readFile(join(folder.places.types, "deployments.ts"), "utf8");
    expect(text).to.contain(first.address).and.to.contain('"31337"').and.to.contain("verifyProof");
    proxy.asked.length = 0;
    const second = await folder.deploy(bad);
    expect(second).to.include({ address: first.address, reused: true });
    expect(proxy.asked).to.not.include(SEND);
  });

  const fates: [what: string, method: string, fate: Fate, sent: number][] = [
    ["loses the request to send", SEND, "drop", 0],
    ["loses the answer to a broadcast", SEND, "lose", 1],
    ["times out after a broadcast", SEND, "hangAfter", 1],
    ["times out before a broadcast", SEND, "hang", 0],
    ["fails when asked for the receipt", "eth_getTransactionReceipt", "status500", 1],
    ["is too late with its answer", SEND, { lateMs: 3_000 }, 1],
  ];
  for (const [what, method, fate, sent] of fates) {
    it(`goes on where it stopped when the RPC ${what}`, async () => {
      proxy.fate = (asked) => (asked === method ? fate : "pass");
      await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
      expect(await contractsOn(good)).to.equal(sent);
      expect(await folder.records(CHAIN)).to.equal(undefined);
      await goesOn();
    });
  }

  it("finds its broadcast among others' when the hash was never written down", async () => {
    proxy.fate = (asked) => (asked === SEND ? "lose" : "pass");
    await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
    await visit(good, async ({ ethers }) => {
      for (const signer of (await ethers.getSigners()).slice(0, 3))
        for (let count = 0; count < 2; count++) await signer.sendTransaction({ to: signer.address });
    });
    await goesOn();
  });

  it("refuses an RPC on another chain than the configured one, before anything is signed", async () => {
    proxy.fate = (asked) => (asked === "eth_chainId" ? { lie: "0x5" } : "pass");
    await failsWith("EZKL_CHAIN_ID", folder.deploy({ ...bad, chainId: CHAIN }));
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await goesOn();
  });

  it("refuses a live chain that claims to be a local one", async () => {
    proxy.fate = (asked) => (asked === "net_version" ? { lie: "424242" } : "pass");
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
  });

  it("refuses an RPC that changes its mind about the chain right before the signature", async () => {
    let estimated = false;
    proxy.fate = (asked) => {
      estimated ||= asked === "eth_getTransactionCount";
      return estimated && asked === "eth_chainId" ? { lie: "0x1" } : "pass";
    };
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await goesOn();
  });

  it("tells that the account has too little, and goes on when it has enough", async () => {
    const account = await visit(good, async ({ ethers }) => (await ethers.getSigners())[0]?.address);
    await rpc("hardhat_setBalance", [account, "0x1000"]);
    await failsWith("EZKL_FUNDS", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await rpc("hardhat_setBalance", [account, ONE_ETHER]);
    await goesOn();
  });

  it("waits behind a gap of nonces, says which, and goes on when it is filled", async () => {
    await rpc("evm_setAutomine", [false]);
    proxy.fate = (asked) =>
      proxy.asked.includes(SEND) && asked !== SEND
        ? "drop"
        : asked === "eth_getTransactionCount"
          ? { lie: "0x2" }
          : "pass";
    await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
    proxy.fate = () => "pass";
    await failsWith("EZKL_NONCE_GAP", folder.deploy(bad));
    await visit(good, async ({ ethers }) => {
      const [signer] = await ethers.getSigners();
      for (const nonce of [0, 1]) await signer?.sendTransaction({ to: signer.address, nonce });
    });
    await rpc("hardhat_mine", ["0x2"]);
    await rpc("evm_setAutomine", [true]);
    await goesOn();
  });

  it("deploys anew after a reorganisation that took the contract away", async () => {
    const snapshot = await rpc("evm_snapshot");
    await folder.deploy(bad);
    await rpc("evm_revert", [snapshot]);
    expect(await contractsOn(good)).to.equal(0);
    await goesOn();
  });

  for (const [what, lie] of [
    ["accepts anything", `0x${"0".repeat(63)}1`],
    ["accepts nothing", `0x${"0".repeat(64)}`],
  ])
    it(`records nothing on a chain whose pairing ${what}`, async () => {
      const asks = ["eth_call", "eth_estimateGas"];
      proxy.fate = (asked) => (asks.includes(asked) && proxy.asked.includes(SEND) ? { lie } : "pass");
      await failsWith("EZKL_DEPLOYMENT_CHECK", folder.deploy(bad));
      expect(await folder.records(CHAIN)).to.equal(undefined);
      await goesOn();
    });

  it("survives kill -9 between broadcast and receipt", async () => {
    const child = spawn(
      process.execPath,
      [HARDHAT, "run", "--no-compile", "scripts/test-children/deploy-verifier.ts"],
      {
        cwd: REPOSITORY,
        env: { ...outsideEnvironment(), DEPLOY_URL: bad.url, DEPLOY_FOLDER: folder.path },
        stdio: "ignore",
      },
    );
    const ended = new Promise((resolve) => child.once("close", (_code, signal) => resolve(signal)));
    proxy.fate = (asked) => {
      if (asked !== SEND) return "pass";
      return "hangAfter";
    };
    while ((await contractsOn(good)) === 0 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill("SIGKILL");
    expect(await ended).to.equal("SIGKILL");
    expect(await folder.records(CHAIN)).to.equal(undefined);
    await goesOn();
  });
});
