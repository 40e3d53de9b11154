import { expect } from "chai";
import { Interface } from "ethers";
import { artifacts, config, tasks } from "hardhat";

import { MODEL_REGISTRY_ABI, MODEL_REGISTRY_INTERFACE } from "../../tasks/model-registry/abi.ts";
import { publish } from "../../tasks/ezkl/publish/task-action.ts";
import { published } from "../../tasks/ezkl/published/task-action.ts";
import { revoke } from "../../tasks/ezkl/revoke/task-action.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { openRegistry as openScorers, releaseOf, versionVerifier } from "../helpers/model-registry.ts";
import { deployMock } from "../helpers/mock-verifiers.ts";
import { connect, deployCompiled, type Connection } from "../helpers/scorer.ts";
import { buildOnce, failsWith, told } from "../helpers/task-answers.ts";
import { render } from "../../tasks/ui/shown.ts";

const MODEL = "trading-signal";
const CONTRACT = "TradingSignalVerifier";

describe("tasks of the model registry", function () {
  this.timeout(180_000);
  const workspace = workspaceOf(config);
  let connection: Connection;
  let registry: string;
  let verifier: string;
  const publishing = async (args: Partial<Parameters<typeof publish>[0]> = {}) =>
    publish({ model: MODEL, registry, verifier, ...args }, workspace, artifacts, connection);
  const reading = async (args: Partial<Parameters<typeof published>[0]> = {}) =>
    published({ model: MODEL, registry, ...args }, connection);
  const revoking = async (args: Partial<Parameters<typeof revoke>[0]> = {}) =>
    revoke({ model: MODEL, registry, modelVersion: "1", reason: "broken", ...args }, connection);

  before(async () => buildOnce(MODEL));
  beforeEach(async () => {
    connection = await connect();
    verifier = await (await connection.ethers.deployContract(CONTRACT)).getAddress();
    registry = await (await connection.ethers.deployContract("ModelRegistry")).getAddress();
  });
  afterEach(async () => connection.close());

  it("know the contract's own interface, and nothing else", async () => {
    const compiled = new Interface((await artifacts.readArtifact("IModelRegistry")).abi);
    const known = new Interface(MODEL_REGISTRY_ABI);
    const texts = ({ fragments }: Interface) =>
      fragments.map((fragment) => fragment.format("sighash")).sort();
    expect(texts(known)).to.deep.equal(texts(compiled));
    let id = 0n;
    compiled.forEachFunction(({ selector }) => (id ^= BigInt(selector)));
    expect(BigInt(MODEL_REGISTRY_INTERFACE)).to.equal(id);
  });

  describe("publish", () => {
    it("publishes what was built, once, with its licence and card", async () => {
      const given = { licence: "MIT", card: "ipfs://card" };
      const first = await told(publishing(given));
      expect(first).to.include({ model: MODEL, version: "1", alreadyPublished: false, registry });
      expect(first["release"]).to.include({ verifier, licence: "MIT", cardUri: "ipfs://card", ceremony: "" });
      const again = await told(publishing(given));
      expect(again).to.include({ version: "1", alreadyPublished: true, transaction: null });
      const other = await publishing({ licence: "Apache-2.0" });
      expect(other.json).to.include({ version: 2n, alreadyPublished: false });
      expect(render(other.text)).to.contain("version 2").and.to.contain("dev SRS");
    });

    it("makes a registry first when asked to", async () => {
      const made = await told(publishing({ registry: undefined, newRegistry: true }));
      expect(made["version"]).to.equal("1");
      expect(made["registry"]).to.not.equal(registry);
      const { versions } = await told(reading({ registry: String(made["registry"]) }));
      expect(versions).to.have.length(1);
    });

    it("publishes again what was revoked, as another version", async () => {
      await publishing();
      await revoking();
      expect((await publishing()).json).to.include({ version: 2n, alreadyPublished: false });
    });

    it("needs one registry, and the built verifier", async () => {
      await failsWith("EZKL_INPUT_INVALID", publishing({ registry: undefined }));
      await failsWith("EZKL_INPUT_INVALID", publishing({ newRegistry: true }));
      await failsWith("EZKL_INPUT_INVALID", publishing({ verifier: undefined }));
      await failsWith("EZKL_INPUT_INVALID", publishing({ verifier: "0x12" }));
      await failsWith("EZKL_INPUT_INVALID", publishing({ verifier: `0x${"11".repeat(20)}` }));
      await failsWith("EZKL_MODEL_REGISTRY", publishing({ registry: verifier }));
      const other = await deployCompiled(connection, versionVerifier(1));
      const proxy = await deployMock(connection, "DelegatingProxy", verifier);
      for (const wrong of [other, proxy])
        await failsWith("EZKL_DEPLOYMENT_CHECK", publishing({ verifier: wrong }));
      await failsWith("EZKL_MODEL_UNKNOWN", publishing({ model: "nobody" }));
    });

    it("tells of a transaction that failed", async () => {
      const [signer] = await connection.ethers.getSigners();
      await connection.provider.request({
        method: "hardhat_setBalance",
        params: [signer!.address, "0x0"],
      });
      await failsWith("EZKL_REGISTRY_TRANSACTION", publishing());
    });
  });

  describe("published", () => {
    it("tells every version by name, by publisher, and by id, the newest first", async () => {
      const { modelId, publisher } = await told(publishing({ licence: "MIT" }));
      await publishing({ licence: "Apache-2.0" });
      await revoking();
      const byName = await told(reading());
      expect(byName).to.deep.include({ modelId, publisher, name: MODEL, registry });
      const versions = byName["versions"] as Record<string, string>[];
      expect(versions.map(({ version, licence }) => [version, licence])).to.deep.equal([
        ["2", "Apache-2.0"],
        ["1", "MIT"],
      ]);
      expect(versions.map(({ revokedAt }) => revokedAt === "0")).to.deep.equal([true, false]);
      expect(await told(reading({ model: String(modelId) }))).to.deep.equal(byName);
      expect(await told(reading({ publisher: String(publisher).toLowerCase() }))).to.deep.equal(byName);
      expect(render((await reading()).text))
        .to.contain("REVOKED on")
        .and.to.contain("its maker can forge");
    });

    it("quotes what a publisher wrote", async () => {
      await publishing({ licence: "MIT\u001b[31m\n", card: "" });
      const { text } = await reading();
      expect(render(text)).to.not.contain("\u001b[31m");
      expect(render(text)).to.contain("none given");
    });

    it("names a ceremony", async () => {
      const { connection: chain, registry: contract, releases, publisher } = await openScorers();
      await contract.connect(publisher).publish("scorer", { ...releases[1], ceremony: "hermez" });
      const of = { registry: await contract.getAddress(), publisher: publisher.address };
      const { text } = await published({ model: "scorer", ...of }, chain);
      expect(render(text)).to.contain('"hermez"').and.to.contain(releaseOf(1).modelDigest);
    });

    it("says when there is nothing", async () => {
      const nobody = `0x${"22".repeat(20)}`;
      await publishing();
      await failsWith("EZKL_NOT_PUBLISHED", reading({ model: "scorer" }));
      await failsWith("EZKL_NOT_PUBLISHED", reading({ publisher: nobody }));
      await failsWith("EZKL_NOT_PUBLISHED", reading({ model: `0x${"33".repeat(32)}` }));
      await failsWith("EZKL_INPUT_INVALID", reading({ publisher: "me" }));
      await failsWith("EZKL_INPUT_INVALID", reading({ registry: undefined }));
    });
  });

  describe("revoke", () => {
    it("revokes one version for good", async () => {
      await publishing();
      const done = await told(revoking());
      expect(done).to.include({ version: "1", reason: "broken", name: MODEL });
      await failsWith("EZKL_MODEL_REVOKED", revoking());
    });

    it("needs a version, a reason, and the publisher", async () => {
      await publishing();
      for (const modelVersion of [undefined, "0", "one", "-1"])
        await failsWith("EZKL_INPUT_INVALID", revoking({ modelVersion }));
      for (const reason of [undefined, "", "  "]) await failsWith("EZKL_INPUT_INVALID", revoking({ reason }));
      await failsWith("EZKL_NOT_PUBLISHED", revoking({ modelVersion: "2" }));
      const others = await connection.ethers.getContractAt("ModelRegistry", registry);
      const [, mallory] = await connection.ethers.getSigners();
      const release = { ...releaseOf(1), verifier: await deployCompiled(connection, versionVerifier(1)) };
      await others.connect(mallory).publish("theirs", release);
      const model = await others.modelIdOf(mallory!.address, "theirs");
      await failsWith("EZKL_NOT_PUBLISHER", revoking({ model }));
    });
  });

  it("are there, each with --json", async () => {
    for (const name of ["publish", "published", "revoke"])
      expect([...tasks.getTask(["ezkl", name]).options.keys()])
        .to.include("json")
        .and.to.include("registry");
  });
});
