import { expect } from "chai";
import { artifacts, config } from "hardhat";

import { publish } from "../../tasks/ezkl/publish/task-action.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { buildSignal } from "../samples/trading-vault/tasks/stage.ts";

import { CHAIN, SEND, useBadNetwork } from "./bad-network.ts";
import { contractsOn, failsWith, MODEL, visit } from "./stage.ts";

describe("publishing in a registry of one's own through a bad network", function () {
  this.timeout(240_000);
  const stage = useBadNetwork();
  before(buildSignal);

  const publishing = async (args: Partial<Parameters<typeof publish>[0]> = {}) => {
    const { folder, bad } = stage();
    return visit(bad, async (connection) =>
      publish({ model: MODEL, ...args }, workspaceOf(config), artifacts, connection, folder.places),
    );
  };

  it("deploys one, on record, and finds verifier and registry there from then on", async () => {
    const { folder, bad, good, proxy } = stage();
    await failsWith("EZKL_INPUT_INVALID", publishing());
    const { address: verifier } = await folder.deploy(bad);
    proxy.fate = (asked) => (asked === SEND ? "lose" : "pass");
    await failsWith("EZKL_DEPLOYMENT_STOPPED", publishing({ newRegistry: true }));
    proxy.fate = () => "pass";
    const first = await publishing({ newRegistry: true });
    const { registry } = first.json;
    expect(await contractsOn(good)).to.equal(2);
    expect(first.json).to.include({ alreadyPublished: false, version: 1n });
    expect(first.json["release"]).to.include({ verifier });
    const records = await folder.records(CHAIN);
    expect(records?.["ModelRegistry"]).to.include({ address: registry, contract: "ModelRegistry" });
    const again = { registry, alreadyPublished: true };
    expect((await publishing({ newRegistry: true })).json).to.include(again);
    expect((await publishing()).json).to.include(again);
    await first.afterwards?.();
    const next = await publishing({ newRegistry: true });
    expect(next.json["registry"]).to.not.equal(registry);
    expect((await publishing()).json["registry"]).to.equal(next.json["registry"]);
    expect((await publishing({ registry: String(registry) })).json).to.include(again);
    expect(await contractsOn(good)).to.equal(3);
  });

  it("records none whose code is not the compiled one's", async () => {
    const { folder, bad, good, proxy } = stage();
    await folder.deploy(bad);
    proxy.asked.length = 0;
    proxy.fate = (asked) =>
      asked === "eth_getCode" && proxy.asked.includes(SEND) ? { lie: `0x60${"00".repeat(9)}` } : "pass";
    await failsWith("EZKL_DEPLOYMENT_CHECK", publishing({ newRegistry: true }));
    expect(await folder.records(CHAIN)).to.have.all.keys(MODEL);
    proxy.fate = () => "pass";
    const { json } = await publishing({ newRegistry: true });
    expect((await folder.records(CHAIN))?.["ModelRegistry"]).to.include({ address: json["registry"] });
    expect(await contractsOn(good)).to.equal(2);
  });
});
