import { expect } from "chai";

import { eachOn } from "../helpers/fixture.ts";
import { connect, deployScorer, type Connection } from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

describe("a replayed proof", () => {
  const first = loadProof("scorer", "alice-1");
  let connection: Connection;
  let scorer: Awaited<ReturnType<typeof deployScorer>>;

  const open = async () => {
    connection = await connect();
    scorer = await deployScorer(connection);
    await scorer.consumer.connect(scorer.alice).claim(first.proof, first.instances, first.context.scope);
    expect(await scorer.consumer.claims(scorer.alice)).to.equal(1n);
    return { connection, ...scorer };
  };
  eachOn(open, () => undefined);

  const spent = (attempt: Promise<unknown>) =>
    expect(attempt)
      .to.be.revertedWithCustomError(scorer.consumer, "EzklConsumerNullifierSpent")
      .withArgs(first.context.hash);
  const elsewhere = (attempt: Promise<unknown>, expected: string) =>
    expect(attempt)
      .to.be.revertedWithCustomError(scorer.consumer, "EzklContextMismatch")
      .withArgs(low162(expected), low162(first.context.hash));

  it("is refused the second time", async () => {
    const { consumer, alice } = scorer;
    await spent(consumer.connect(alice).claim(first.proof, first.instances, first.context.scope));
    await spent(consumer.check(first.proof, first.instances, alice, first.context.scope));
    await spent(consumer.consume(first.proof, first.instances, alice, first.context.scope));
  });

  it("is refused when proved anew", async () => {
    const again = loadProof("scorer", "alice-1-again");
    expect(again.proof).to.not.equal(first.proof);
    expect(again.instances).to.deep.equal(first.instances);
    await spent(
      scorer.consumer.connect(scorer.alice).claim(again.proof, again.instances, first.context.scope),
    );
  });

  it("is refused by a sibling contract", async () => {
    const sibling = await connection.ethers.deployContract("ScorerConsumer", [...scorer.args]);
    const expected = await sibling.contextOf(scorer.alice, first.context.scope);
    await elsewhere(
      sibling.connect(scorer.alice).claim(first.proof, first.instances, first.context.scope),
      expected,
    );
  });

  it("is refused by the same contract on another chain", async () => {
    const other = await deployScorer(await connect(31338));
    expect(await other.consumer.getAddress()).to.equal(first.context.consumer);
    const expected = await other.consumer.contextOf(other.alice, first.context.scope);
    await elsewhere(
      other.consumer.connect(other.alice).claim(first.proof, first.instances, first.context.scope),
      expected,
    );
  });

  it("is refused in the next round, which takes its own proof", async () => {
    const { consumer, alice } = scorer;
    const next = loadProof("scorer", "alice-2");
    await elsewhere(
      consumer.connect(alice).claim(first.proof, first.instances, next.context.scope),
      next.context.hash,
    );
    await consumer.connect(alice).claim(next.proof, next.instances, next.context.scope);
    expect(await consumer.claims(alice)).to.equal(2n);
  });

  it("is refused for another account, which has its own proof of the same round", async () => {
    const { consumer, bob } = scorer;
    const own = loadProof("scorer", "bob-1");
    await elsewhere(
      consumer.connect(bob).claim(first.proof, first.instances, first.context.scope),
      own.context.hash,
    );
    await consumer.connect(bob).claim(own.proof, own.instances, own.context.scope);
    expect(await consumer.claims(bob)).to.equal(1n);
  });

  it("is refused for another model behind the same verifier", async () => {
    const [verifier, codeHash, , count, offset] = scorer.args;
    const digest = `0x${"11".repeat(32)}`;
    const other = await connection.ethers.deployContract("ScorerConsumer", [
      verifier,
      codeHash,
      digest,
      count,
      offset,
    ]);
    const expected = await other.contextOf(scorer.alice, first.context.scope);
    await elsewhere(
      other.connect(scorer.alice).claim(first.proof, first.instances, first.context.scope),
      expected,
    );
  });
});

function low162(hash: string): bigint {
  return BigInt(hash) & (2n ** 162n - 1n);
}
