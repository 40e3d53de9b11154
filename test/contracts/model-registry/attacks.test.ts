import { expect } from "chai";
import { id, keccak256, sha256, concat, toUtf8Bytes } from "ethers";

import { eachOn } from "../../helpers/fixture.ts";
import { deployMock } from "../../helpers/mock-verifiers.ts";
import { NAME, openRegistry } from "../../helpers/model-registry.ts";

describe("attacks on the model registry", () => {
  let world: Awaited<ReturnType<typeof openRegistry>>;

  eachOn(openRegistry, (made) => (world = made));

  it("whoever copies a publication and comes first has a model of their own, and takes nothing", async () => {
    const { registry, releases, modelId, mallory, publisher, publish } = world;
    await registry.connect(mallory).publish(NAME, releases[1]);
    expect(await registry.latest(modelId)).to.equal(0n);
    await publish(1);
    expect((await registry.modelOf(modelId)).publisher).to.equal(publisher.address);
    const copied = await registry.modelIdOf(mallory, NAME);
    expect(copied).to.not.equal(modelId);
    expect((await registry.modelOf(copied)).publisher).to.equal(mallory.address);
  });

  it("nobody adds a version to another's model, nor squats on a name", async () => {
    const { registry, releases, modelId, mallory, publish } = world;
    await registry.connect(mallory).publish(NAME, releases[2]);
    await publish(1);
    await registry.connect(mallory).publish(NAME, releases[2]);
    expect(await registry.latest(modelId)).to.equal(1n);
    expect((await registry.versionOf(modelId, 1)).modelDigest).to.equal(releases[1].modelDigest);
  });

  it("names that look alike, or that join to the same bytes, are other models", async () => {
    const { registry, publisher, modelId } = world;
    const others = ["Scorer", "scorer ", "scorer\0", "ѕcorer"];
    const ids = await Promise.all(others.map(async (name) => registry.modelIdOf(publisher, name)));
    expect(new Set([...ids, modelId]).size).to.equal(others.length + 1);
  });

  it("the same code under another digest is another claim, whose digest follows from its hashes", async () => {
    const { registry, releases, mallory } = world;
    const onnxSha256 = id("another model's file");
    const forged = { ...releases[1], onnxSha256 };
    await expect(registry.connect(mallory).publish(NAME, forged)).to.be.revertedWithCustomError(
      registry,
      "ModelRegistryDigestMismatch",
    );
    // What the registry cannot know is whether the code is that file's circuit: this lie is published, under the liar's own id, and an audit names it.
    const modelDigest = sha256(
      concat([toUtf8Bytes("hardhat-ezkl/model/v1"), onnxSha256, releases[1].settingsSha256]),
    );
    await registry.connect(mallory).publish(NAME, { ...forged, modelDigest });
    const entry = await registry.versionOf(await registry.modelIdOf(mallory, NAME), 1);
    expect(entry.codeHash).to.equal(releases[1].codeHash);
    expect(entry.modelDigest).to.equal(modelDigest);
  });

  describe("no verifier is published that no consumer would pin", () => {
    const refused = async (verifier: string, error: string, codeHash?: string) => {
      const { registry, releases, connection, publisher } = world;
      const actual = keccak256(await connection.ethers.provider.getCode(verifier));
      await expect(
        registry.connect(publisher).publish(NAME, { ...releases[1], verifier, codeHash: codeHash ?? actual }),
      ).to.be.revertedWithCustomError(registry, error);
      expect(await registry.latest(world.modelId)).to.equal(0n);
    };

    it("a proxy in front of the real one", async () => {
      const { connection, releases } = world;
      const proxy = await deployMock(connection, "DelegatingProxy", releases[1].verifier);
      await refused(proxy, "EzklVerifierPinNotSelfContained");
      const forwarder = await deployMock(connection, "StaticForwarder", releases[1].verifier);
      await refused(forwarder, "EzklVerifierPinNotSelfContained");
      await refused(proxy, "EzklVerifierPinCodeHash", releases[1].codeHash);
    });

    it("another version's code", async () => {
      await refused(world.releases[2].verifier, "EzklVerifierPinCodeHash", world.releases[1].codeHash);
    });

    it("one that accepts anything, and a plain account", async () => {
      await refused(
        await deployMock(world.connection, "AlwaysTrueVerifier"),
        "EzklVerifierPinAcceptsAnything",
      );
      await refused(world.mallory.address, "EzklVerifierPinNoCode");
    });
  });
});
