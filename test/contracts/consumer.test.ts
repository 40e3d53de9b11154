import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { eachOn } from "../helpers/fixture.ts";
import { R } from "../helpers/calldata.ts";
import { compileMock, deployMock } from "../helpers/mock-verifiers.ts";
import { connect, deployScorer, INSTANCES, type Connection } from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

describe("EzklConsumer", () => {
  const { proof, instances, context } = loadProof("scorer", "alice-1");
  const { account, scope, hash } = context;
  let connection: Connection;
  let scorer: Awaited<ReturnType<typeof deployScorer>>;

  const open = async () => {
    connection = await connect();
    scorer = await deployScorer(connection);
    return { connection, ...scorer };
  };
  eachOn(open, () => undefined);

  it("stands where the recorded proofs expect it and computes their context", async () => {
    expect(await scorer.consumer.getAddress()).to.equal(context.consumer);
    expect(await scorer.consumer.contextOf(account, scope)).to.equal(hash);
  });

  it("checks a proof without spending it", async () => {
    const { consumer } = scorer;
    expect(await consumer.check(proof, instances, account, scope)).to.equal(hash);
    expect(await consumer.check(proof, instances, account, scope)).to.equal(hash);
    expect(await consumer.isSpent(hash)).to.equal(false);
  });

  it("consumes a proof that anybody sends, for the account it names", async () => {
    const { consumer, mallory } = scorer;
    await expect(consumer.connect(mallory).consume(proof, instances, account, scope))
      .to.emit(consumer, "EzklProofConsumed")
      .withArgs(hash, account, scope);
    expect(await consumer.isSpent(hash)).to.equal(true);
  });

  it("accepts a statement with a negative score", async () => {
    const negative = loadProof("scorer", "alice-3-negative");
    expect(negative.outputs.some((score) => score < 0)).to.equal(true);
    await scorer.consumer
      .connect(scorer.alice)
      .claim(negative.proof, negative.instances, negative.context.scope);
    expect(await scorer.consumer.claims(scorer.alice)).to.equal(1n);
  });

  it("refuses another number of instances", async () => {
    for (const wrong of [instances.slice(0, -1), [...instances, 0n], []]) {
      await expect(scorer.consumer.check(proof, wrong, account, scope))
        .to.be.revertedWithCustomError(scorer.consumer, "EzklConsumerInstanceCount")
        .withArgs(INSTANCES, wrong.length);
    }
  });

  it("refuses any instance that is no element of the field", async () => {
    for (const index of instances.keys()) {
      for (const value of [R, R + instances[index]!, MaxUint256]) {
        const wrong = instances.map((old, i) => (i === index ? value : old));
        await expect(scorer.consumer.check(proof, wrong, account, scope))
          .to.be.revertedWithCustomError(scorer.consumer, "EzklConsumerInstanceOutOfRange")
          .withArgs(index, value);
      }
    }
  });

  it("refuses instances that the proof does not prove", async () => {
    const { consumer } = scorer;
    const wrong = [instances[0]! + 1n, ...instances.slice(1)];
    await expect(consumer.check(proof, wrong, account, scope))
      .to.be.revertedWithCustomError(consumer, "EzklConsumerProofRejected")
      .withArgs(hash);
    await expect(consumer.check("0x", instances, account, scope)).to.be.revertedWithCustomError(
      consumer,
      "EzklConsumerProofRejected",
    );
  });

  it("takes false for a refusal", async () => {
    const { ethers } = connection;
    const verifier = await deployMock(connection, "AlwaysFalseVerifier");
    const codeHash = ethers.keccak256(compileMock("AlwaysFalseVerifier").runtime);
    const consumer = await ethers.deployContract("ScorerConsumer", [
      verifier,
      codeHash,
      context.modelDigest,
      8,
      2,
    ]);
    const expected = await consumer.contextOf(account, scope);
    const limbs = Array.from(
      { length: 6 },
      (_, i) => (BigInt(expected) >> (27n * BigInt(i))) & (2n ** 27n - 1n),
    );
    await expect(consumer.check("0x", [0n, 0n, ...limbs], account, scope))
      .to.be.revertedWithCustomError(consumer, "EzklConsumerProofRejected")
      .withArgs(expected);
  });

  it("refuses everything once the verifier's code is another", async () => {
    const { consumer, verifier } = scorer;
    const code = compileMock("AlwaysTrueVerifier").runtime;
    await connection.provider.request({ method: "hardhat_setCode", params: [verifier, code] });
    await expect(consumer.check(proof, instances, account, scope))
      .to.be.revertedWithCustomError(consumer, "EzklConsumerVerifierChanged")
      .withArgs(await consumer.verifierCodeHash(), connection.ethers.keccak256(code));
  });
});
