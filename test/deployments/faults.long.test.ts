import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";

import { CHAIN, killAt, SEND, useBadNetwork } from "./bad-network.ts";
import { contractsOn, failsWith, MODEL, visit } from "./stage.ts";

const ONE_ETHER = "0xde0b6b3a7640000";

/** The other faults: `npm run faults:deployments`. */
describe("deploying a verifier through a bad network", function () {
  this.timeout(240_000);
  const stage = useBadNetwork();
  before(buildSignal);

  it("records it last, with a typed module, and sends nothing the second time", async () => {
    const { folder, bad, proxy } = stage();
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

  it("finds its broadcast among others' when the hash was never written down", async () => {
    const { folder, bad, good, proxy, rpc, goesOn } = stage();
    proxy.fate = (asked) => (asked === SEND ? "lose" : "pass");
    await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
    expect(await contractsOn(good)).to.equal(1);
    expect(await folder.records(CHAIN)).to.equal(undefined);
    await visit(good, async ({ ethers }) => {
      for (const signer of (await ethers.getSigners()).slice(0, 3))
        for (let count = 0; count < 2; count++) await signer.sendTransaction({ to: signer.address });
      // It is paid for already.
      await rpc("hardhat_setBalance", [(await ethers.getSigners())[0]?.address, "0x0"]);
    });
    await goesOn();
  });

  it("takes an earlier copy of its own for its own when the chain has mined that one", async () => {
    const { folder, bad, good, proxy, rpc, goesOn } = stage();
    proxy.fate = async (asked, params) => {
      if (asked !== SEND) return "pass";
      // As if the first try had reached another node's pool: the chain takes that one, and not the one that is told.
      await rpc(
        SEND,
        params.map((sent) => Object.assign({}, sent, { maxFeePerGas: "0x174876e800" })),
      );
      return { lie: `0x${"ab".repeat(32)}` };
    };
    await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
    expect(await contractsOn(good)).to.equal(1);
    await goesOn();
  });

  it("refuses an RPC on another chain than the configured one, before anything is signed", async () => {
    const { folder, bad, proxy, goesOn } = stage();
    proxy.fate = (asked) => (asked === "eth_chainId" ? { lie: "0x5" } : "pass");
    await failsWith("EZKL_CHAIN_ID", folder.deploy({ ...bad, chainId: CHAIN }));
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await goesOn();
  });

  it("refuses a live chain that claims to be a local one", async () => {
    const { folder, bad, proxy } = stage();
    proxy.fate = (asked) => (asked === "net_version" ? { lie: "424242" } : "pass");
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
  });

  it("refuses an RPC that changes its mind about the chain right before the signature", async () => {
    const { folder, bad, proxy, goesOn } = stage();
    let estimated = false;
    proxy.fate = (asked) => {
      estimated ||= asked === "eth_getTransactionCount";
      return estimated && asked === "eth_chainId" ? { lie: "0x1" } : "pass";
    };
    await failsWith("EZKL_CHAIN_ID", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await goesOn();
  });

  it("records nothing on a chain whose pairing accepts anything", async () => {
    const { folder, bad, proxy, goesOn } = stage();
    const asks = ["eth_call", "eth_estimateGas"];
    const lie = `0x${"0".repeat(63)}1`;
    proxy.fate = (asked) => (asks.includes(asked) && proxy.asked.includes(SEND) ? { lie } : "pass");
    await failsWith("EZKL_DEPLOYMENT_CHECK", folder.deploy(bad));
    expect(await folder.records(CHAIN)).to.equal(undefined);
    await goesOn();
  });

  it("tells that the account has too little, and goes on when it has enough", async () => {
    const { folder, bad, good, proxy, rpc, goesOn } = stage();
    const account = await visit(good, async ({ ethers }) => (await ethers.getSigners())[0]?.address);
    await rpc("hardhat_setBalance", [account, "0x1000"]);
    await failsWith("EZKL_FUNDS", folder.deploy(bad));
    expect(proxy.asked).to.not.include(SEND);
    await rpc("hardhat_setBalance", [account, ONE_ETHER]);
    await goesOn();
  });

  it("survives kill -9 between broadcast and receipt", async () => {
    const { folder, proxy, goesOn } = stage();
    proxy.fate = (asked) => (asked === SEND ? "hangAfter" : "pass");
    await killAt(stage(), "deploy-verifier.ts", 1);
    expect(await folder.records(CHAIN)).to.equal(undefined);
    await goesOn();
  });
});
