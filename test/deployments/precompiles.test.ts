import { expect } from "chai";
import { artifacts, config } from "hardhat";

import { publish } from "../../tasks/ezkl/publish/task-action.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";

import { SEND, useBadNetwork } from "./bad-network.ts";
import { contractsOn, failsWith, MODEL, visit } from "./stage.ts";

const ECPAIRING = `0x${"8".padStart(40, "0")}`;

describe("on a chain that cannot verify proofs", function () {
  this.timeout(120_000);
  const stage = useBadNetwork();
  before(buildSignal);

  /** The node's own, but for the pairing's precompile, which is not there. */
  const withoutPairing = () => {
    stage().proxy.fate = (method, [call]) =>
      method === "eth_call" && (call as { to?: string }).to === ECPAIRING ? { lie: "0x" } : "pass";
  };

  it("no verifier is deployed: the precompile is named, and nothing is sent or recorded", async () => {
    const { folder, bad, good, proxy } = stage();
    withoutPairing();
    const error = await failsWith("EZKL_CHAIN_PRECOMPILES", folder.deploy(bad));
    expect(error.what).to.contain("ECPAIRING").and.to.contain("answers nothing");
    expect(error.remedy).to.contain("ezkl doctor --network");
    expect(proxy.asked).to.not.include(SEND);
    expect(await contractsOn(good)).to.equal(0);
    expect(await folder.records(31337)).to.equal(undefined);
  });

  it("no model is published, and no registry made for it", async () => {
    const { bad, good, proxy } = stage();
    const address = await visit(good, async ({ ethers }) =>
      (await ethers.deployContract("TradingSignalVerifier")).getAddress(),
    );
    const before = await contractsOn(good);
    withoutPairing();
    proxy.asked.length = 0;
    const publishing = visit(bad, async (connection) =>
      publish(
        { model: MODEL, newRegistry: true, verifier: address },
        workspaceOf(config),
        artifacts,
        connection,
      ),
    );
    await failsWith("EZKL_CHAIN_PRECOMPILES", publishing);
    expect(proxy.asked).to.not.include(SEND);
    expect(await contractsOn(good)).to.equal(before);
  });
});
