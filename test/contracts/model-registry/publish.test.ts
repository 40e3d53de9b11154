import { expect } from "chai";
import { AbiCoder, keccak256, ZeroHash } from "ethers";

import { eachOn } from "../../helpers/fixture.ts";
import { entryOf, NAME, openRegistry } from "../../helpers/model-registry.ts";

describe("publishing in the model registry", () => {
  let world: Awaited<ReturnType<typeof openRegistry>>;

  eachOn(openRegistry, (made) => (world = made));

  it("gives a model the id of its publisher and name, and counts versions from 1", async () => {
    const { registry, publisher, releases, modelId } = world;
    expect(modelId).to.equal(
      keccak256(AbiCoder.defaultAbiCoder().encode(["address", "string"], [publisher.address, NAME])),
    );
    expect(await registry.latest(modelId)).to.equal(0n);
    for (const version of [1, 2] as const) {
      const { verifier, codeHash, modelDigest } = releases[version];
      await expect(registry.connect(publisher).publish(NAME, releases[version]))
        .to.emit(registry, "ModelVersionPublished")
        .withArgs(modelId, version, publisher, NAME, verifier, codeHash, modelDigest);
      expect(await registry.latest(modelId)).to.equal(version);
    }
    expect(await registry.modelOf(modelId)).to.deep.equal([publisher.address, NAME]);
  });

  it("keeps every word of a release, and when it was published", async () => {
    const { registry, releases, modelId, publish, connection } = world;
    await publish(1);
    const publishedAt = BigInt(await connection.networkHelpers.time.latest());
    await publish(2);
    const release = { ...releases[1], publishedAt, revokedAt: 0n };
    expect(await entryOf(registry, modelId, 1)).to.deep.equal(release);
    expect((await registry.versionOf(modelId, 2)).modelDigest).to.equal(releases[2].modelDigest);
    expect(await registry.isRevoked(modelId, 1)).to.equal(false);
  });

  it("knows no version that was not published", async () => {
    const { registry, modelId, publish } = world;
    const unknown = async (id: string, version: number) => {
      for (const read of [registry.versionOf, registry.isRevoked])
        await expect(read(id, version))
          .to.be.revertedWithCustomError(registry, "ModelRegistryVersionUnknown")
          .withArgs(id, version);
    };
    await unknown(modelId, 1);
    await expect(registry.modelOf(modelId))
      .to.be.revertedWithCustomError(registry, "ModelRegistryModelUnknown")
      .withArgs(modelId);
    await publish(1);
    for (const version of [0, 2, 1_000]) await unknown(modelId, version);
    await unknown(ZeroHash, 1);
  });

  it("takes names of 1 to 64 bytes", async () => {
    const { registry, releases } = world;
    for (const name of ["", "n".repeat(65), "ü".repeat(33)])
      await expect(registry.publish(name, releases[1]))
        .to.be.revertedWithCustomError(registry, "ModelRegistryNameLength")
        .withArgs(new TextEncoder().encode(name).length);
    for (const name of ["n", "n".repeat(64)]) await registry.publish(name, releases[1]);
  });

  it("refuses a release without one of its hashes", async () => {
    const { registry, releases } = world;
    for (const missing of ["onnxSha256", "settingsSha256", "srsSha256"])
      await expect(
        registry.publish(NAME, { ...releases[1], [missing]: ZeroHash }),
      ).to.be.revertedWithCustomError(registry, "ModelRegistryHashMissing");
  });

  it("refuses a digest that is not that of the two hashes", async () => {
    const { registry, releases } = world;
    for (const modelDigest of [ZeroHash, releases[2].modelDigest])
      await expect(registry.publish(NAME, { ...releases[1], modelDigest }))
        .to.be.revertedWithCustomError(registry, "ModelRegistryDigestMismatch")
        .withArgs(releases[1].modelDigest, modelDigest);
  });

  it("answers ERC-165 for its interface", async () => {
    const { registry } = world;
    const functions = [
      "publish",
      "revoke",
      "modelIdOf",
      "modelOf",
      "versionOf",
      "isRevoked",
      "latest",
    ] as const;
    const interfaceId = functions.reduce(
      (sum, name) => sum ^ BigInt(registry.interface.getFunction(name).selector),
      0n,
    );
    const hex = `0x${interfaceId.toString(16).padStart(8, "0")}`;
    for (const [supported, expected] of [
      [hex, true],
      ["0x01ffc9a7", true],
      ["0xffffffff", false],
    ] as const)
      expect(await registry.supportsInterface(supported)).to.equal(expected);
  });
});
