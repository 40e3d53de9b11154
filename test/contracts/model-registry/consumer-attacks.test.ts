import { expect } from "chai";

import { eachOn } from "../../helpers/fixture.ts";
import { DAY, DELAY, openRounds, versionProof } from "../../helpers/model-registry.ts";

describe("attacks on a consumer that follows a registry", () => {
  const [first, second] = [versionProof(1, "alice-1"), versionProof(2, "alice-1")];
  const { scope } = first.context;
  let world: Awaited<ReturnType<typeof openRounds>>;

  eachOn(openRounds, (made) => (world = made));

  it("no owner changes the verifier of an open round", async () => {
    const { rounds, owner, announceAndWait, time, alice } = world;
    await announceAndWait(2);
    await rounds.connect(owner).openRound(DAY);
    for (const anybody of [owner, alice])
      await expect(rounds.connect(anybody).applyUpgrade()).to.be.revertedWithCustomError(
        rounds,
        "EzklRegistryConsumerRoundOpen",
      );
    await rounds.connect(alice).claim(first.proof, first.instances, scope);
    await time.setNextBlockTimestamp(await rounds.roundEndsAt());
    await rounds.connect(alice).applyUpgrade();
    expect(await rounds.version()).to.equal(2n);
  });

  it("one account and scope is paid once, even by real proofs of two versions", async () => {
    const { rounds, owner, announceAndWait, alice, bob } = world;
    await rounds.connect(owner).openRound(DAY);
    await rounds.connect(alice).claim(first.proof, first.instances, scope);
    const spent = await rounds.nullifierOf(alice, scope);
    const context = await rounds.contextOf(alice, scope);
    await announceAndWait(2);
    await rounds.applyUpgrade();
    await rounds.connect(owner).openRound(DAY);
    expect(await rounds.contextOf(alice, scope)).to.not.equal(context);
    expect(await rounds.nullifierOf(alice, scope)).to.equal(spent);
    await expect(rounds.connect(alice).claim(second.proof, second.instances, scope))
      .to.be.revertedWithCustomError(rounds, "EzklConsumerNullifierSpent")
      .withArgs(spent);
    expect(await rounds.claims(alice)).to.equal(1n);
    // The same version pays for what was not spent before.
    const next = versionProof(2, "alice-2");
    await rounds.connect(alice).claim(next.proof, next.instances, next.context.scope);
    const others = versionProof(2, "bob-1");
    await rounds.connect(bob).claim(others.proof, others.instances, others.context.scope);
    expect([await rounds.claims(alice), await rounds.claims(bob)]).to.deep.equal([2n, 1n]);
  });

  it("a second announcement does not inherit the time that the first has waited", async () => {
    const { rounds, owner, registry, publisher, releases, announceAndWait } = world;
    await registry.connect(publisher).publish("scorer", releases[2]);
    await announceAndWait(2);
    await expect(rounds.connect(owner).announceUpgrade(3))
      .to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerAnnouncedAlready")
      .withArgs(2);
    await rounds.connect(owner).withdrawUpgrade();
    await rounds.connect(owner).announceUpgrade(3);
    await expect(rounds.applyUpgrade()).to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerTooEarly");
  });

  it("nothing is applied a second before its time, and nothing twice", async () => {
    const { rounds, owner, time } = world;
    await rounds.connect(owner).announceUpgrade(2);
    const [, applicableFrom] = await rounds.announcedUpgrade();
    expect(applicableFrom).to.equal(BigInt((await time.latest()) + DELAY));
    await time.setNextBlockTimestamp(applicableFrom - 1n);
    await expect(rounds.applyUpgrade())
      .to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerTooEarly")
      .withArgs(applicableFrom);
    await time.setNextBlockTimestamp(applicableFrom);
    await rounds.applyUpgrade();
    await expect(rounds.applyUpgrade()).to.be.revertedWithCustomError(
      rounds,
      "EzklRegistryConsumerNothingAnnounced",
    );
  });

  it("a version that was revoked while it waited is never applied", async () => {
    const { rounds, announceAndWait, registry, publisher, modelId } = world;
    await announceAndWait(2);
    await registry.connect(publisher).revoke(modelId, 2, "found out in time");
    await expect(rounds.applyUpgrade())
      .to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerRevoked")
      .withArgs(modelId, 2);
    expect(await rounds.version()).to.equal(1n);
  });

  it("a publisher cannot change what was announced: a later version is another one", async () => {
    const { rounds, owner, registry, publisher, releases, time } = world;
    await rounds.connect(owner).announceUpgrade(2);
    await registry.connect(publisher).publish("scorer", releases[1]);
    await time.increase(DELAY);
    await rounds.applyUpgrade();
    expect(await rounds.modelDigest()).to.equal(releases[2].modelDigest);
  });

  it("nobody proves outside of a round, and a copied proof pays its prover alone", async () => {
    const { rounds, owner, alice, mallory } = world;
    await expect(
      rounds.connect(alice).claim(first.proof, first.instances, scope),
    ).to.be.revertedWithCustomError(rounds, "VersionedRoundsClosed");
    await rounds.connect(owner).openRound(DAY);
    await expect(
      rounds.connect(mallory).claim(first.proof, first.instances, scope),
    ).to.be.revertedWithCustomError(rounds, "EzklContextMismatch");
  });
});
