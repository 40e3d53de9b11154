import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { Wallet } from "ethers";
import { artifacts } from "hardhat";

import { createModelRegistry } from "../../tasks/model-registry/create.ts";
import { CONTEST_MEMORY } from "../../tasks/singing-contest/memory.ts";
import { open } from "../../tasks/singing-contest/open/task-action.ts";
import { ceremonyProject } from "../helpers/ceremony.ts";
import { startAnvil } from "../helpers/clients/anvil.ts";
import type { Client } from "../helpers/clients/client.ts";
import { visitNode } from "../helpers/desk.ts";
import type { Project } from "../helpers/project.ts";
import { buildJudge, TERMS } from "../samples/singing-contest/tasks/stage.ts";

import { contractsOn, failsWith, placesIn, visit, type Target } from "./stage.ts";

const LIVE = 424242;
const FORGEABLE = "--deploy-forgeable-verifier-on-a-live-chain";

describe("a k=8 model on a chain with a non-local id, from the command line", function () {
  this.timeout(300_000);
  let client: Client;
  let project: Project;
  const key = Wallet.createRandom();

  before(async () => {
    client = await startAnvil("--chain-id", String(LIVE), "--block-time", "1");
    await client.request("anvil_setBalance", [key.address, "0xde0b6b3a7640000"]);
    const network = { type: "http", url: client.url, chainId: LIVE, accounts: [key.privateKey] };
    project = await ceremonyProject({ networks: JSON.stringify({ live: network }) });
    // The same model beside it, on a dev SRS.
    const config = (await project.json("models/tiny/model.json")) as Record<string, unknown>;
    await project.write("models/small/model.json", JSON.stringify({ ...config, srs: "dev" }));
    for (const file of ["network.onnx", "input.json"])
      await project.write(`models/small/${file}`, await readFile(project.path("models/tiny", file)));
    await project.succeed("ezkl", "build");
  });
  after(async () => {
    await client?.stop();
    await project?.remove();
  });

  const deploy = (model: string, ...options: string[]) => [
    ...["ezkl", "deploy", model, "--network", "live"],
    ...options,
  ];
  const target = () => ({ url: client.url, chainId: LIVE, accounts: [key.privateKey] });
  const records = async () => (await project.json(`deployments/${LIVE}.json`)) as Record<string, object>;

  it("refuses the dev SRS without the flag, and with it warns and marks the record", async () => {
    await project.refuses("EZKL_DEV_SRS", deploy("small"));
    expect(await contractsOn(target())).to.equal(0);
    const { stdout } = await project.succeed(...deploy("small", FORGEABLE));
    expect(stdout).to.match(/forge/i);
    expect((await records())["small"]).to.have.property("devSrsOverride", true);
    expect((await records())["small"]).to.have.nested.property("srs.kind", "dev");
  });

  it("deploys the one on the Hermez ceremony without any flag", async () => {
    const { stdout } = await project.succeed(...deploy("tiny"));
    expect(stdout).to.not.match(/forge|dev SRS/i);
    const record = (await records())["tiny"];
    expect(record).to.not.have.property("devSrsOverride");
    expect(record).to.have.nested.property("srs.ceremony", "hermez");
    expect(await contractsOn(target())).to.equal(2);
  });

  it("refuses a sample there as it refuses a verifier: without a key of one's own, or on a dev SRS", async () => {
    await buildJudge();
    const folder = project.path("contests");
    const opening = async (network: Target) =>
      visitNode(folder, CONTEST_MEMORY, network, async (desk) => open(TERMS, desk));
    const before = await contractsOn(target());
    await failsWith("EZKL_NO_OWN_ACCOUNT", opening({ url: client.url, chainId: LIVE }));
    await failsWith("EZKL_CHAIN_ID", opening({ ...target(), chainId: undefined }));
    await failsWith("EZKL_DEV_SRS", opening(target()));
    const registering = async (network: Target) =>
      visit(network, async (connection) => {
        const [from] = await connection.ethers.getSigners();
        const places = placesIn(folder);
        return createModelRegistry({ connection, artifacts, places, from: from!, options: {} });
      });
    await failsWith("EZKL_NO_OWN_ACCOUNT", registering({ url: client.url, chainId: LIVE }));
    await failsWith("EZKL_CHAIN_ID", registering({ ...target(), chainId: undefined }));
    expect(await contractsOn(target())).to.equal(before);
  });
});
