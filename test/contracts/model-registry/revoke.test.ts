import { expect } from "chai";

import { eachOn } from "../../helpers/fixture.ts";
import { entryOf, NAME, openRegistry } from "../../helpers/model-registry.ts";

describe("revoking in the model registry", () => {
  let world: Awaited<ReturnType<typeof openRegistry>>;

  const open = async () => {
    const made = await openRegistry();
    await made.publish(1);
    await made.publish(2);
    return made;
  };
  eachOn(open, (made) => (world = made));

  it("marks one version, tells why, and leaves the rest as it is", async () => {
    const { registry, publisher, modelId, connection } = world;
    const before = await entryOf(registry, modelId, 1);
    await expect(registry.connect(publisher).revoke(modelId, 1, "trained on test data"))
      .to.emit(registry, "ModelVersionRevoked")
      .withArgs(modelId, 1, "trained on test data");
    const revokedAt = BigInt(await connection.networkHelpers.time.latest());
    expect(await entryOf(registry, modelId, 1)).to.deep.equal({ ...before, revokedAt });
    expect(await registry.isRevoked(modelId, 1)).to.equal(true);
    expect(await registry.isRevoked(modelId, 2)).to.equal(false);
    expect(await registry.latest(modelId)).to.equal(2n);
  });

  it("is for the publisher", async () => {
    const { registry, modelId, mallory, deployer } = world;
    for (const other of [mallory, deployer])
      await expect(registry.connect(other).revoke(modelId, 1, "because"))
        .to.be.revertedWithCustomError(registry, "ModelRegistryNotPublisher")
        .withArgs(modelId, other);
  });

  it("happens once: the first reason stands", async () => {
    const { registry, publisher, modelId } = world;
    await registry.connect(publisher).revoke(modelId, 1, "first");
    const { revokedAt } = await registry.versionOf(modelId, 1);
    await expect(registry.connect(publisher).revoke(modelId, 1, "second"))
      .to.be.revertedWithCustomError(registry, "ModelRegistryRevokedAlready")
      .withArgs(modelId, 1, revokedAt);
  });

  it("says why", async () => {
    const { registry, publisher, modelId } = world;
    await expect(registry.connect(publisher).revoke(modelId, 1, "")).to.be.revertedWithCustomError(
      registry,
      "ModelRegistryReasonMissing",
    );
  });

  it("needs a version", async () => {
    const { registry, publisher, modelId } = world;
    for (const version of [0, 3])
      await expect(registry.connect(publisher).revoke(modelId, version, "because"))
        .to.be.revertedWithCustomError(registry, "ModelRegistryVersionUnknown")
        .withArgs(modelId, version);
  });

  it("is not undone by publishing the same again, which is another version", async () => {
    const { registry, publisher, modelId, releases } = world;
    await registry.connect(publisher).revoke(modelId, 1, "broken");
    await registry.connect(publisher).publish(NAME, releases[1]);
    expect(await registry.latest(modelId)).to.equal(3n);
    expect(await registry.isRevoked(modelId, 1)).to.equal(true);
    expect(await registry.isRevoked(modelId, 3)).to.equal(false);
  });
});
