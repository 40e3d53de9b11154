import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { artifacts, network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { NO_ARGUMENTS } from "../../tasks/deployments/constructor-arguments.ts";
import { deployContract } from "../../tasks/deployments/deploy-contract.ts";
import { readProgress } from "../../tasks/deployments/journal.ts";
import { resume, type Resumed } from "../../tasks/deployments/resume.ts";

import { failsWith, makeFolder, type Folder } from "./stage.ts";

const contract = "ModelRegistry";
const id = "ezkl-test";

describe("going on with a deployment's journal", function () {
  this.timeout(60_000);
  let connection: NetworkConnection;
  let folder: Folder;
  let directory: string;
  let journal: string;

  beforeEach(async () => {
    connection = await network.create();
    folder = await makeFolder();
    directory = join(folder.places.journals, id);
    journal = join(directory, "journal.jsonl");
  });
  afterEach(async () => {
    await connection.close();
    await folder.remove();
  });

  const deploy = async () => {
    const [from] = await connection.ethers.getSigners();
    const { places } = folder;
    const order = { connection, chainId: 31337n, artifacts, places, contract, id, args: NO_ARGUMENTS };
    return deployContract({ ...order, from: from! });
  };
  /** As if it had been stopped right after it wrote a line of this type. */
  const stopAfter = async (type: string): Promise<void> => {
    const lines = (await readFile(journal, "utf8")).split("\n");
    const last = lines.findLastIndex((line) => line.includes(`"${type}"`));
    expect(last, type).to.be.greaterThan(0);
    await writeFile(journal, lines.slice(0, last + 1).join("\n"));
  };
  const count = async (): Promise<number> => {
    const [from] = await connection.ethers.getSigners();
    return from!.getNonce();
  };
  const run = (changed: Partial<Resumed> = {}): Resumed => {
    const { provider } = connection;
    const { provider: ethers } = connection.ethers;
    return { contract, directory, ethers, provider, confirmations: 1, local: true, ...changed };
  };
  /** An RPC that answers this to one method. */
  const lying = (
    method: "getBlock" | "getCode" | "getTransaction",
    answer: unknown,
    provider: Resumed["ethers"] = connection.ethers.provider,
  ): Resumed["ethers"] =>
    new Proxy(provider, {
      get: (target, name) => {
        if (name === method) return async () => Promise.resolve(answer);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });

  for (const type of ["TRANSACTION_PREPARE_SEND", "TRANSACTION_SEND", "DEPLOYMENT_EXECUTION_STATE_COMPLETE"])
    it(`reads it although its last line, after ${type}, is torn`, async () => {
      const { address } = await deploy();
      await stopAfter(type);
      await appendFile(journal, '\n{"futureId":"ModelReg');
      expect(await deploy()).to.include({ address });
      expect(await count()).to.equal(1);
    });

  it("takes a time-out for no verdict", async () => {
    const { address } = await deploy();
    await stopAfter("TRANSACTION_SEND");
    const futureId = `${contract}#${contract}`;
    const late = { type: "ONCHAIN_INTERACTION_TIMEOUT", futureId, networkInteractionId: 1 };
    await appendFile(journal, `\n${JSON.stringify(late)}`);
    expect((await readProgress(directory))?.stage).to.equal("sent");
    expect(await deploy()).to.include({ address });
    expect(await count()).to.equal(1);
  });

  it("says that a transaction is lost to an RPC that has forgotten its block, and sends no second", async () => {
    await deploy();
    await stopAfter("TRANSACTION_PREPARE_SEND");
    await failsWith("EZKL_LOST_TRANSACTION", resume(run({ ethers: lying("getBlock", null) })));
    expect((await readProgress(directory))?.stage).to.equal("prepared");
  });

  it("says so too when another one than it has sent was mined, and cannot be found", async () => {
    await deploy();
    await stopAfter("TRANSACTION_SEND");
    const forgetful = lying("getBlock", null, lying("getTransaction", null));
    await failsWith("EZKL_LOST_TRANSACTION", resume(run({ ethers: forgetful })));
    expect((await readProgress(directory))?.stage).to.equal("sent");
  });

  it("sends it anew when its user has put another transaction in its stead", async () => {
    await deploy();
    await stopAfter("TRANSACTION_SEND");
    const sent = await readFile(journal, "utf8");
    const [from] = await connection.ethers.getSigners();
    await from!.sendTransaction({ to: from!.address });
    const other = `"hash":"0x${"ab".repeat(32)}"`;
    await writeFile(
      journal,
      sent.replaceAll('"nonce":0', '"nonce":1').replace(/"hash":"0x[0-9a-f]{64}"/, other),
    );
    await deploy();
    expect(await count()).to.equal(3);
  });

  it("says that one of unknown hash is on its way, and does not wait without end", async () => {
    await deploy();
    await stopAfter("TRANSACTION_PREPARE_SEND");
    const lines = (await readFile(journal, "utf8")).replace('"nonce":0', '"nonce":1');
    await writeFile(journal, lines);
    await connection.provider.request({ method: "evm_setAutomine", params: [false] });
    const [from] = await connection.ethers.getSigners();
    await from!.sendTransaction({ to: from!.address });
    await failsWith("EZKL_DEPLOYMENT_PENDING", resume(run({ patienceMs: 0 })));
    expect((await readProgress(directory))?.stage).to.equal("prepared");
  });

  it("waits for a contract whose block was undone and whose transaction is known", async () => {
    await deploy();
    await failsWith("EZKL_DEPLOYMENT_PENDING", resume(run({ ethers: lying("getCode", "0x") })));
    expect((await readProgress(directory))?.stage).to.equal("deployed");
  });

  it("trusts the code on a live chain whose node has forgotten the transaction, not on a node started anew", async () => {
    await deploy();
    const ethers = lying("getTransaction", null);
    await resume(run({ ethers, local: false }));
    expect((await readProgress(directory))?.stage).to.equal("deployed");
    await resume(run({ ethers, local: true }));
    expect(await readProgress(directory)).to.equal(undefined);
    expect((await readdir(folder.places.journals)).join()).to.match(/^ezkl-test-until-\d+$/);
  });

  it("names the gap of nonces behind which a known transaction waits", async () => {
    await deploy();
    await stopAfter("TRANSACTION_SEND");
    await writeFile(journal, (await readFile(journal, "utf8")).replace('"nonce":0', '"nonce":7'));
    await failsWith("EZKL_NONCE_GAP", resume(run()));
    expect((await readProgress(directory))?.stage).to.equal("sent");
  });

  it("begins anew on a node that was started anew in the middle, and not on a live chain", async () => {
    await deploy();
    await stopAfter("TRANSACTION_SEND");
    const other = (await readFile(journal, "utf8")).replace('"nonce":0', '"nonce":7');
    await writeFile(journal, other);
    const ethers = lying("getTransaction", null);
    await failsWith("EZKL_NONCE_GAP", resume(run({ ethers, local: false })));
    await resume(run({ ethers, local: true }));
    expect(await readProgress(directory)).to.equal(undefined);
  });
});
