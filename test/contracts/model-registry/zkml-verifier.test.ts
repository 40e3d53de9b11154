import { expect } from "chai";
import { AbiCoder, concat, dataSlice, id, keccak256, toBeHex, ZeroHash } from "ethers";

import { eachOn } from "../../helpers/fixture.ts";
import { compileMock, deployMock } from "../../helpers/mock-verifiers.ts";
import { openRegistry, versionProof } from "../../helpers/model-registry.ts";

const encode = (instances: readonly bigint[]) =>
  AbiCoder.defaultAbiCoder().encode(["uint256[]"], [instances]);
const PROOF_SYSTEM = dataSlice(id("halo2-kzg-bn254-ezkl-v1"), 0, 4);

describe("ZkmlVerifier, the draft ERC-7992 over the registry", () => {
  const { proof, instances } = versionProof(1, "alice-1");
  const output = encode(instances);
  let world: Awaited<ReturnType<typeof openRegistry>>;
  let zkml: Awaited<ReturnType<typeof deploy>>;
  let number: bigint;
  const deploy = async ({ connection, registry } = world) =>
    connection.ethers.deployContract("ZkmlVerifier", [await registry.getAddress()]);
  const open = async () => {
    const made = await openRegistry();
    await made.publish(1);
    zkml = await deploy(made);
    number = await zkml.numberVersion.staticCall(made.modelId, 1);
    await zkml.numberVersion(made.modelId, 1);
    return made;
  };
  eachOn(open, (made) => (world = made));

  it("numbers a published version, always the same, for anybody", async () => {
    const { modelId, mallory } = world;
    expect(number).to.equal(
      BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256"], [modelId, 1]))),
    );
    await expect(zkml.connect(mallory).numberVersion(modelId, 1))
      .to.emit(zkml, "VersionNumbered")
      .withArgs(number, modelId, 1);
    for (const unknown of [0, 2])
      await expect(zkml.numberVersion(modelId, unknown))
        .to.be.revertedWithCustomError(world.registry, "ModelRegistryVersionUnknown")
        .withArgs(modelId, unknown);
  });

  it("tells the draft's commitment, the publisher, and whether it was revoked", async () => {
    const { releases, publisher, registry, modelId } = world;
    const { onnxSha256, settingsSha256, codeHash, cardUri } = releases[1];
    const commitment = [onnxSha256, settingsSha256, codeHash, PROOF_SYSTEM, cardUri];
    expect(await zkml.getModel(number)).to.deep.equal([commitment, false, publisher.address]);
    expect(await zkml.proofSystemOf(number)).to.equal(PROOF_SYSTEM);
    expect(await zkml.registry()).to.equal(await zkml.getAddress());
    expect(await zkml.MODELS()).to.equal(await registry.getAddress());
    await registry.connect(publisher).revoke(modelId, 1, "broken");
    expect((await zkml.getModel(number)).deprecated).to.equal(true);
  });

  it("verifies an inference and tells so", async () => {
    const commitment = await zkml.commitmentOf(number, instances);
    const domain = id("ezkl/erc-7992/instances/v1");
    expect(commitment).to.equal(
      keccak256(
        AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "uint256[]"], [domain, number, instances]),
      ),
    );
    await expect(zkml.connect(world.alice).verifyInference(number, commitment, output, proof))
      .to.emit(zkml, "InferenceVerified")
      .withArgs(number, commitment, output, world.alice);
  });

  it("refuses another statement, another commitment, and another proof", async () => {
    const commitment = await zkml.commitmentOf(number, instances);
    const wrong = [instances[0]! + 1n, ...instances.slice(1)];
    const refused = async (error: string, ...args: [string, string, string]) =>
      expect(zkml.verifyInference(number, ...args)).to.be.revertedWithCustomError(zkml, error);
    await refused("InputCommitmentMismatch", commitment, encode(wrong), proof);
    await refused("InputCommitmentMismatch", ZeroHash, output, proof);
    await refused("InvalidProof", await zkml.commitmentOf(number, wrong), encode(wrong), proof);
    await refused("InvalidProof", commitment, output, "0x");
    await refused("InvalidProof", commitment, output, versionProof(2, "alice-1").proof);
    await expect(zkml.verifyInference(number, commitment, concat(["0x00", output]), proof)).to.revert(
      world.connection.ethers,
    );
  });

  it("takes false for a refusal", async () => {
    const { registry, releases, publisher, connection } = world;
    const verifier = await deployMock(connection, "AlwaysFalseVerifier");
    const codeHash = keccak256(compileMock("AlwaysFalseVerifier").runtime);
    await registry.connect(publisher).publish("false", { ...releases[1], verifier, codeHash });
    const modelId = await registry.modelIdOf(publisher.address, "false");
    const of = await zkml.numberVersion.staticCall(modelId, 1);
    await zkml.numberVersion(modelId, 1);
    await expect(
      zkml.verifyInference(of, await zkml.commitmentOf(of, instances), output, proof),
    ).to.be.revertedWithCustomError(zkml, "InvalidProof");
  });

  it("refuses a revoked version, one without a number, and code that has changed", async () => {
    const { connection, releases, registry, publisher, modelId } = world;
    const commitment = await zkml.commitmentOf(number, instances);
    const verifying = async (of: bigint): Promise<unknown> =>
      zkml.verifyInference(of, commitment, output, proof);
    for (const unknown of [verifying, zkml.getModel, zkml.proofSystemOf])
      await expect(unknown(1n)).to.be.revertedWithCustomError(zkml, "ModelNotFound").withArgs(1n);
    const params = [releases[1].verifier, compileMock("AlwaysTrueVerifier").runtime];
    await connection.provider.request({ method: "hardhat_setCode", params });
    await expect(verifying(number)).to.be.revertedWithCustomError(zkml, "ModelMismatch");
    await registry.connect(publisher).revoke(modelId, 1, "broken");
    await expect(verifying(number))
      .to.be.revertedWithCustomError(zkml, "VerificationRefused_ModelDeprecated")
      .withArgs(number);
  });

  it("answers ERC-165 for the draft's verifier, and not for the draft's registry", async () => {
    const interfaceId = (["verifyInference", "proofSystemOf", "registry"] as const).reduce(
      (sum, name) => sum ^ BigInt(zkml.interface.getFunction(name).selector),
      0n,
    );
    expect(await zkml.supportsInterface(toBeHex(interfaceId, 4))).to.equal(true);
    expect(await zkml.supportsInterface("0x01ffc9a7")).to.equal(true);
    const commitment = "(bytes32,bytes32,bytes32,bytes4,string)";
    const [register, update, deprecate, get] = [
      ...[`registerModel(${commitment})`, `updateModel(uint256,${commitment})`],
      ...["deprecateModel(uint256)", "getModel(uint256)"],
    ].map((signature) => BigInt(dataSlice(id(signature), 0, 4)));
    expect(await zkml.supportsInterface(toBeHex(register! ^ update! ^ deprecate! ^ get!, 4))).to.equal(false);
  });
});
