import { expect } from "chai";
import { Wallet } from "ethers";
import { config } from "hardhat";

import { loadModel } from "../../../src/pipeline/model.ts";
import { openBuilt } from "../../../src/pipeline/built.ts";
import { deployVerifier } from "../../../tasks/ezkl/deploy/deploy-verifier.ts";
import { CONTEST } from "../../../tasks/singing-contest/dapp.ts";
import { CONTEST_MEMORY } from "../../../tasks/singing-contest/memory.ts";
import { open } from "../../../tasks/singing-contest/open/task-action.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { contractsOn, failsWith, makeFolder, type Folder } from "../../../test/deployments/stage.ts";
import { startAnvil } from "../../../test/helpers/clients/anvil.ts";
import type { Client } from "../../../test/helpers/clients/client.ts";
import { visitNode } from "../../../test/helpers/desk.ts";
import { Proxy } from "../../../test/helpers/rpc-proxy.ts";
import { buildJudge, TERMS } from "../../../test/samples/singing-contest/tasks/stage.ts";

const LIVE = 424242;

/** Signed here, mined by the second, confirmed by five blocks. */
describe("opening a contest on a live chain", function () {
  this.timeout(240_000);
  let client: Client;
  let proxy: Proxy;
  let folder: Folder;
  let url: string;
  const key = Wallet.createRandom();

  before(async () => {
    await buildJudge();
    client = await startAnvil("--chain-id", String(LIVE), "--block-time", "1");
    await client.request("anvil_setBalance", [key.address, "0xde0b6b3a7640000"]);
    proxy = new Proxy(client.url);
    url = await proxy.listen();
    folder = await makeFolder();
  });
  after(async () => {
    await proxy?.close();
    await client?.stop();
    await folder?.remove();
  });

  it("goes on after a broadcast whose answer was lost, and puts one contest on a verifier that is marked", async () => {
    const target = { url, chainId: LIVE, accounts: [key.privateKey] };
    const workspace = workspaceOf(config);
    const built = await openBuilt(workspace, await loadModel(workspace.paths, CONTEST.model));
    const verifier = await visitNode(folder.path, CONTEST_MEMORY, target, async (desk) =>
      deployVerifier({ ...desk, built, forgeable: true }),
    );
    expect(verifier.devSrsOverride).to.equal(true);
    const opening = async () =>
      visitNode(folder.path, CONTEST_MEMORY, target, async (desk) =>
        open({ ...TERMS, verifier: verifier.address }, desk),
      );
    proxy.fate = (asked) => (asked === "eth_sendRawTransaction" ? "lose" : "pass");
    await failsWith("EZKL_DEPLOYMENT_STOPPED", opening());
    proxy.fate = () => "pass";
    const { json } = await opening();
    expect(await contractsOn(target)).to.equal(2);
    const records = await folder.records(LIVE);
    expect(records?.["SingingContest"]).to.include({ address: json["contest"] });
    expect(records?.["singing-judge"]).to.include({ devSrsOverride: true });
  });
});
