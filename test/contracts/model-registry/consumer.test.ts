import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import { eachOn } from "../../helpers/fixture.ts";
import { DAY, DELAY, openRegistry, openRounds, versionProof } from "../../helpers/model-registry.ts";
import { compileMock, deployMock } from "../../helpers/mock-verifiers.ts";
import { INSTANCES, SCORES } from "../../helpers/scorer.ts";

describe("EzklRegistryConsumer", () => {
  const [first, second] = [versionProof(1, "alice-1"), versionProof(2, "alice-1")];
  const { scope } = first.context;
  let world: Awaited<ReturnType<typeof openRounds>>;

  eachOn(openRounds, (made) => (world = made));

  describe("at its creation", () => {
    const deploy = async (others: object, layout: readonly number[] = [INSTANCES, SCORES]) =>
      world.connection.ethers.deployContract("VersionedRounds", [{ ...world.pin, ...others }, ...layout]);
    const refused = async (error: string, args: unknown[], others: object, layout?: readonly number[]) =>
      expect(deploy(others, layout))
        .to.be.revertedWithCustomError(world.rounds, error)
        .withArgs(...args);

    it("stands on the version that it was built for", async () => {
      const { rounds, registry, modelId, releases } = world;
      expect(await rounds.modelRegistry()).to.equal(await registry.getAddress());
      expect(await rounds.modelId()).to.equal(modelId);
      expect(await rounds.version()).to.equal(1n);
      expect(await rounds.verifier()).to.equal(releases[1].verifier);
      expect(await rounds.verifierCodeHash()).to.equal(releases[1].codeHash);
      expect(await rounds.modelDigest()).to.equal(releases[1].modelDigest);
      expect(await rounds.upgradeDelay()).to.equal(DELAY);
      expect(await rounds.announcedUpgrade()).to.deep.equal([0n, 0n]);
      await expect(rounds.deploymentTransaction())
        .to.emit(rounds, "EzklVersionPinned")
        .withArgs(1, releases[1].verifier, releases[1].codeHash, releases[1].modelDigest);
    });

    it("refuses a delay under three days", async () => {
      const delay = DELAY - 1;
      await refused("EzklRegistryConsumerDelayTooShort", [delay, DELAY], { upgradeDelay: delay });
    });

    it("refuses a context outside of the instances", async () => {
      await refused("EzklContextOutOfBounds", [3, INSTANCES], {}, [INSTANCES, 3]);
    });

    it("refuses a version of another model than it was built for", async () => {
      const [expected, actual] = [world.releases[2].modelDigest, world.releases[1].modelDigest];
      await refused("EzklRegistryConsumerOtherModel", [expected, actual], { modelDigest: expected });
    });

    it("refuses another verifier than it was built with", async () => {
      const [expected, actual] = [world.releases[2].codeHash, world.releases[1].codeHash];
      const args = [world.releases[1].verifier, expected, actual];
      await refused("EzklVerifierPinCodeHash", args, { verifierCodeHash: expected });
    });

    it("refuses a version that was revoked, and one that there is not", async () => {
      const { registry, publisher, modelId, connection } = world;
      await registry.connect(publisher).revoke(modelId, 1, "broken");
      await refused("EzklRegistryConsumerRevoked", [modelId, 1], {});
      const factory = await connection.ethers.getContractFactory("ModelRegistry");
      await expect(deploy({ version: 3 })).to.be.revertedWithCustomError(
        factory,
        "ModelRegistryVersionUnknown",
      );
    });

    it("needs a registry", async () => {
      await expect(deploy({ registry: ZeroAddress })).to.be.revertedWithoutReason(world.connection.ethers);
    });
  });

  describe("taking proofs", () => {
    it("takes one of the version in force, once", async () => {
      const { rounds, owner, alice } = world;
      await rounds.connect(owner).openRound(DAY);
      const nullifier = await rounds.nullifierOf(alice, scope);
      expect(await rounds.check(first.proof, first.instances, alice, scope)).to.equal(nullifier);
      await expect(rounds.connect(alice).claim(first.proof, first.instances, scope))
        .to.emit(rounds, "EzklProofConsumed")
        .withArgs(nullifier, alice, scope);
      expect(await rounds.isSpent(nullifier)).to.equal(true);
      await expect(rounds.connect(alice).claim(first.proof, first.instances, scope))
        .to.be.revertedWithCustomError(rounds, "EzklConsumerNullifierSpent")
        .withArgs(nullifier);
    });

    it("has a nullifier for each account and scope", async () => {
      const { rounds, alice, bob } = world;
      const nullifiers = [
        await rounds.nullifierOf(alice, scope),
        await rounds.nullifierOf(bob, scope),
        await rounds.nullifierOf(alice, ZeroHash),
        await rounds.contextOf(alice, scope),
      ];
      expect(new Set(nullifiers).size).to.equal(nullifiers.length);
    });

    it("takes none of a version that is not in force", async () => {
      const { rounds, alice } = world;
      await expect(rounds.check(second.proof, second.instances, alice, scope)).to.be.revertedWithCustomError(
        rounds,
        "EzklContextMismatch",
      );
    });

    it("takes none from the moment of a revocation", async () => {
      const { rounds, registry, publisher, modelId, alice, owner } = world;
      await rounds.connect(owner).openRound(DAY);
      await registry.connect(publisher).revoke(modelId, 2, "not this one");
      await rounds.check(first.proof, first.instances, alice, scope);
      await registry.connect(publisher).revoke(modelId, 1, "broken");
      const refused = async (attempt: Promise<unknown>) =>
        expect(attempt)
          .to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerRevoked")
          .withArgs(modelId, 1);
      await refused(rounds.check(first.proof, first.instances, alice, scope));
      await refused(rounds.connect(alice).claim(first.proof, first.instances, scope));
    });

    it("takes none once the verifier's code is another", async () => {
      const { rounds, connection, releases, alice } = world;
      const code = compileMock("AlwaysTrueVerifier").runtime;
      await connection.provider.request({
        method: "hardhat_setCode",
        params: [releases[1].verifier, code],
      });
      await expect(rounds.check(first.proof, first.instances, alice, scope))
        .to.be.revertedWithCustomError(rounds, "EzklConsumerVerifierChanged")
        .withArgs(releases[1].codeHash, connection.ethers.keccak256(code));
    });
  });

  describe("going on to another version", () => {
    it("announces, waits, and lets anybody apply", async () => {
      const { rounds, owner, releases, time, mallory, alice } = world;
      const { verifier, codeHash, modelDigest } = releases[2];
      const now = await time.latest();
      await time.setNextBlockTimestamp(now + 10);
      const applicableFrom = now + 10 + DELAY;
      await expect(rounds.connect(owner).announceUpgrade(2))
        .to.emit(rounds, "EzklUpgradeAnnounced")
        .withArgs(2, verifier, codeHash, modelDigest, applicableFrom);
      expect(await rounds.announcedUpgrade()).to.deep.equal([2n, BigInt(applicableFrom)]);
      expect(await rounds.version()).to.equal(1n);
      await time.setNextBlockTimestamp(applicableFrom);
      await expect(rounds.connect(mallory).applyUpgrade())
        .to.emit(rounds, "EzklVersionPinned")
        .withArgs(2, verifier, codeHash, modelDigest);
      expect(await rounds.version()).to.equal(2n);
      expect(await rounds.announcedUpgrade()).to.deep.equal([0n, 0n]);
      await rounds.check(second.proof, second.instances, alice, scope);
      await expect(rounds.check(first.proof, first.instances, alice, scope)).to.be.revertedWithCustomError(
        rounds,
        "EzklContextMismatch",
      );
    });

    it("may go back when the newer one is revoked", async () => {
      const { rounds, announceAndWait, registry, publisher, modelId, alice } = world;
      await announceAndWait(2);
      await rounds.applyUpgrade();
      await registry.connect(publisher).revoke(modelId, 2, "worse");
      await announceAndWait(1);
      await rounds.applyUpgrade();
      await rounds.check(first.proof, first.instances, alice, scope);
    });

    it("is announced and withdrawn by those alone whom the contract names", async () => {
      const { rounds, mallory, owner } = world;
      await expect(rounds.connect(mallory).announceUpgrade(2)).to.be.revertedWithCustomError(
        rounds,
        "VersionedRoundsNotOwner",
      );
      await rounds.connect(owner).announceUpgrade(2);
      await expect(rounds.connect(mallory).withdrawUpgrade()).to.be.revertedWithCustomError(
        rounds,
        "VersionedRoundsNotOwner",
      );
    });

    it("can be withdrawn, and announced anew", async () => {
      const { rounds, owner, time } = world;
      await rounds.connect(owner).announceUpgrade(2);
      await expect(rounds.connect(owner).withdrawUpgrade())
        .to.emit(rounds, "EzklUpgradeWithdrawn")
        .withArgs(2);
      expect(await rounds.announcedUpgrade()).to.deep.equal([0n, 0n]);
      await time.increase(DELAY);
      const nothing = async (attempt: Promise<unknown>) =>
        expect(attempt).to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerNothingAnnounced");
      await nothing(rounds.applyUpgrade());
      await nothing(rounds.connect(owner).withdrawUpgrade());
      await rounds.connect(owner).announceUpgrade(2);
    });

    it("goes to a version that there is and that holds", async () => {
      const { rounds, owner, registry, publisher, modelId } = world;
      await expect(rounds.connect(owner).announceUpgrade(3))
        .to.be.revertedWithCustomError(registry, "ModelRegistryVersionUnknown")
        .withArgs(modelId, 3);
      await registry.connect(publisher).revoke(modelId, 2, "broken");
      await expect(rounds.connect(owner).announceUpgrade(2))
        .to.be.revertedWithCustomError(rounds, "EzklRegistryConsumerRevoked")
        .withArgs(modelId, 2);
    });

    it("pins the code that was announced", async () => {
      const { rounds, announceAndWait, connection, releases } = world;
      await announceAndWait(2);
      const { verifier, codeHash } = releases[2];
      const code = await connection.ethers.provider.getCode(
        await deployMock(connection, "AlwaysFalseVerifier"),
      );
      await connection.provider.request({ method: "hardhat_setCode", params: [verifier, code] });
      await expect(rounds.applyUpgrade())
        .to.be.revertedWithCustomError(rounds, "EzklVerifierPinCodeHash")
        .withArgs(verifier, codeHash, connection.ethers.keccak256(code));
    });
  });

  it("opens on a registry with nothing published not at all", async () => {
    const { connection, modelId, registry } = await openRegistry();
    await expect(
      connection.ethers.deployContract("VersionedRounds", [
        { ...world.pin, registry, modelId },
        INSTANCES,
        SCORES,
      ]),
    ).to.be.revertedWithCustomError(registry, "ModelRegistryVersionUnknown");
  });
});
