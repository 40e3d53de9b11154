import { expect } from "chai";

import { CHAIN, SEND, useBadNetwork } from "../../../test/deployments/bad-network.ts";
import { contractsOn, failsWith, visit } from "../../../test/deployments/stage.ts";
import type { Fate } from "../../../test/helpers/rpc-proxy.ts";
import { buildSignal } from "../../../test/samples/trading-vault/tasks/stage.ts";

/** What `test/deployments/faults.long.test.ts` is a share of. */
describe("deploying a verifier through a bad network, every other way", function () {
  this.timeout(240_000);
  const stage = useBadNetwork();
  before(buildSignal);

  const fates: [what: string, method: string, fate: Fate, sent: number][] = [
    ["loses the request to send", SEND, "drop", 0],
    ["loses the answer to a broadcast", SEND, "lose", 1],
    ["times out after a broadcast", SEND, "hangAfter", 1],
    ["times out before a broadcast", SEND, "hang", 0],
    ["fails when asked for the receipt", "eth_getTransactionReceipt", "status500", 1],
    ["is too late with its answer", SEND, { lateMs: 3_000 }, 1],
  ];
  for (const [what, method, fate, sent] of fates)
    it(`goes on where it stopped when the RPC ${what}`, async () => {
      const { folder, bad, good, proxy, goesOn } = stage();
      proxy.fate = (asked) => (asked === method ? fate : "pass");
      await failsWith("EZKL_DEPLOYMENT_STOPPED", folder.deploy(bad));
      expect(await contractsOn(good)).to.equal(sent);
      expect(await folder.records(CHAIN)).to.equal(undefined);
      await goesOn();
    });

  it("waits behind a gap of nonces, says which, and goes on when it is filled", async () => {
    const { folder, bad, good, proxy, rpc, goesOn } = stage();
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
    const { folder, bad, good, rpc, goesOn } = stage();
    const snapshot = await rpc("evm_snapshot");
    await folder.deploy(bad);
    await rpc("evm_revert", [snapshot]);
    expect(await contractsOn(good)).to.equal(0);
    await goesOn();
  });

  it("records nothing on a chain whose pairing accepts nothing", async () => {
    const { folder, bad, proxy, goesOn } = stage();
    const asks = ["eth_call", "eth_estimateGas"];
    const lie = `0x${"0".repeat(64)}`;
    proxy.fate = (asked) => (asks.includes(asked) && proxy.asked.includes(SEND) ? { lie } : "pass");
    await failsWith("EZKL_DEPLOYMENT_CHECK", folder.deploy(bad));
    expect(await folder.records(CHAIN)).to.equal(undefined);
    await goesOn();
  });
});
