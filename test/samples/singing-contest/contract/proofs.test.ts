import { expect } from "chai";
import { id, keccak256, type Signer } from "ethers";

import { specialiseVerifier } from "../../../../src/verifier/index.ts";
import { compileSolidity } from "../../../helpers/compile.ts";
import { loadRequest } from "../../../helpers/contest-request.ts";
import { connect, deployCompiled, DEPLOYER, type Connection } from "../../../helpers/scorer.ts";
import {
  DRAW_DELAY,
  FEE,
  instancesFor,
  LAYOUT,
  sampleTerms,
  scopeOf,
  wad,
} from "../../../helpers/singing-contest.ts";
import { loadEngineSource, loadProof, type RecordedProof } from "../../../helpers/vectors.ts";

const MODEL = "singing-judge";

describe("SingingContest with recorded proofs", () => {
  const request = loadRequest();
  const recorded = (name: string) => ({ ...request(name), ...loadProof(MODEL, name) });
  type Attempt = ReturnType<typeof recorded>;
  const good = recorded("alice-1-good");
  const lesser = recorded("alice-1-middling");
  const ofBob = recorded("bob-2-middling");
  const ofCarol = recorded("carol-3-off-key");
  const foreign = recorded("alice-1-foreign");
  const silent = recorded("alice-1-silence");

  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  /** Tickets 1 and 4 are Alice's, 2 Bob's, 3 Carol's; the melodies follow from the numbers, as the recorded proofs expect. */
  async function openOn(chain: Connection) {
    const { ethers, networkHelpers } = chain;
    const { source } = specialiseVerifier(loadEngineSource(MODEL), {
      model: MODEL,
      engineVersion: "21.0.0",
      contractName: "JudgeVerifier",
    });
    const compiled = compileSolidity(source, "JudgeVerifier");
    const verifier = await deployCompiled(chain, compiled);
    const signers = await ethers.getSigners();
    const [, alice, bob, carol] = signers;
    const terms = { ...sampleTerms(await networkHelpers.time.latest(), signers[9]!.address), cap: wad(1) };
    const args = [verifier, keccak256(compiled.runtime), terms] as const;
    const contest = await ethers.deployContract("FixedMelodyContest", [...args], signers[DEPLOYER]);
    for (const singer of [alice!, bob!, carol!, alice!]) await contest.connect(singer).enter({ value: FEE });
    await networkHelpers.mine(DRAW_DELAY);
    for (const ticket of [1n, 2n, 3n, 4n]) await contest.drawMelody(ticket);
    return { contest, args, verifier, alice: alice!, bob: bob!, carol: carol! };
  }
  async function open() {
    return openOn(connection);
  }
  const world = () => connection.networkHelpers.loadFixture(open);
  type Contest = Awaited<ReturnType<typeof open>>["contest"];

  const submit = (
    contest: Contest,
    singer: Signer,
    {
      ticket,
      recordingHash,
      proof,
      instances,
    }: Pick<Attempt, "ticket" | "recordingHash" | "proof" | "instances">,
  ) => contest.connect(singer).submit(ticket, recordingHash, proof, instances);
  /** The proven score with 18 decimals, as the circuit has it. */
  const scoreOf = ({ instances }: RecordedProof) =>
    (instances[LAYOUT.score]! * 10n ** 18n) >> LAYOUT.scoreBits;
  /** The same instances with the melody of a ticket put in. */
  const withMelodyOf = async (contest: Contest, ticket: bigint, { instances }: RecordedProof) => {
    const melody = [...(await contest.melodyOf(ticket))].map((semitone) => semitone << LAYOUT.melodyBits);
    return instances.toSpliced(LAYOUT.melody, melody.length, ...melody);
  };

  it("stands where the recorded proofs expect it and belongs to their model", async () => {
    const { contest, alice } = await world();
    expect(await contest.getAddress()).to.equal(good.context.consumer);
    expect(await contest.modelDigest(), "record the proofs again: model or settings changed").to.equal(
      good.context.modelDigest,
    );
    expect(await contest.scopeOf(good.ticket, good.recordingHash)).to.equal(good.context.scope);
    expect(await contest.contextOf(alice, good.context.scope)).to.equal(good.context.hash);
    for (const { ticket, melody } of [good, ofBob, ofCarol]) {
      expect((await contest.melodyOf(ticket)).map(Number)).to.deep.equal(melody);
    }
  });

  it("ranks by the proven scores", async () => {
    const { contest, alice, bob, carol } = await world();
    await submit(contest, carol, ofCarol);
    await submit(contest, bob, ofBob);
    await expect(submit(contest, alice, good))
      .to.emit(contest, "AttemptSubmitted")
      .withArgs(good.ticket, alice, scoreOf(good), good.recordingHash);
    expect(
      (await contest.standings()).slice(0, 3).map(({ ticket, singer, score }) => [ticket, singer, score]),
    ).to.deep.equal([
      [good.ticket, alice.address, scoreOf(good)],
      [ofBob.ticket, bob.address, scoreOf(ofBob)],
      [ofCarol.ticket, carol.address, scoreOf(ofCarol)],
    ]);
    expect(Math.abs(Number(scoreOf(good)) / 1e18 - good.outputs[0]!)).to.be.lessThan(1e-6);
  });

  it("takes a better attempt and no worse one", async () => {
    const { contest, alice } = await world();
    await submit(contest, alice, lesser);
    await submit(contest, alice, good);
    expect((await contest.ticketAt(good.ticket)).score).to.equal(scoreOf(good));
    const fresh = await world();
    await submit(fresh.contest, alice, good);
    await expect(submit(fresh.contest, alice, lesser))
      .to.be.revertedWithCustomError(contest, "ContestAttemptNotBetter")
      .withArgs(scoreOf(good), scoreOf(lesser));
  });

  it("gives a copier nothing, though the copy is mined first", async () => {
    const { contest, alice, bob } = await world();
    const { ethers, networkHelpers } = connection;
    const sent = submitData(contest, good);
    await ethers.provider.send("evm_setAutomine", [false]);
    const gasLimit = 2_000_000n;
    const hers = await alice.sendTransaction({ to: contest, data: sent, gasLimit, maxPriorityFeePerGas: 1n });
    const copy = await bob.sendTransaction({
      to: contest,
      data: sent,
      gasLimit,
      maxPriorityFeePerGas: 10n ** 9n,
    });
    await networkHelpers.mine();
    await ethers.provider.send("evm_setAutomine", [true]);
    const [ofHers, ofCopy] = await Promise.all(
      [hers, copy].map(({ hash }) => ethers.provider.getTransactionReceipt(hash)),
    );
    expect([ofHers!.index, ofHers!.status, ofCopy!.index, ofCopy!.status]).to.deep.equal([1, 1, 0, 0]);
    await expect(submit(contest, bob, good))
      .to.be.revertedWithCustomError(contest, "ContestNotTicketHolder")
      .withArgs(good.ticket, alice, bob);
  });

  it("gives a copier nothing on a ticket of its own", async () => {
    const { contest, bob } = await world();
    await expect(submit(contest, bob, { ...good, ticket: 2n })).to.be.revertedWithCustomError(
      contest,
      "ContestMelodyMismatch",
    );
    const sung = await withMelodyOf(contest, 2n, good);
    await expect(
      submit(contest, bob, { ...good, ticket: 2n, instances: sung }),
    ).to.be.revertedWithCustomError(contest, "EzklContextMismatch");
    const own = await instancesFor(
      contest,
      bob.address,
      2n,
      good.instances[LAYOUT.score]!,
      good.recordingHash,
    );
    await expect(submit(contest, bob, { ...good, ticket: 2n, instances: own })).to.be.revertedWithCustomError(
      contest,
      "EzklConsumerProofRejected",
    );
  });

  it("takes no proof twice, nor on the singer's other ticket, nor for another recording", async () => {
    const { contest, alice } = await world();
    await submit(contest, alice, good);
    await expect(submit(contest, alice, good))
      .to.be.revertedWithCustomError(contest, "EzklConsumerNullifierSpent")
      .withArgs(good.context.hash);
    await expect(submit(contest, alice, { ...good, ticket: 4n })).to.be.revertedWithCustomError(
      contest,
      "ContestMelodyMismatch",
    );
    const sung = await withMelodyOf(contest, 4n, good);
    await expect(
      submit(contest, alice, { ...good, ticket: 4n, instances: sung }),
    ).to.be.revertedWithCustomError(contest, "EzklContextMismatch");
    await expect(
      submit(contest, alice, { ...good, recordingHash: id("another recording") }),
    ).to.be.revertedWithCustomError(contest, "EzklContextMismatch");
  });

  it("takes no proof that was made for a sibling contest or another chain", async () => {
    const { args, alice, bob } = await world();
    const { ethers, networkHelpers } = connection;
    const sibling = await ethers.deployContract("FixedMelodyContest", [...args], bob);
    await sibling.connect(alice).enter({ value: FEE });
    await networkHelpers.mine(DRAW_DELAY);
    await sibling.drawMelody(1n);
    await expect(submit(sibling, alice, good)).to.be.revertedWithCustomError(sibling, "EzklContextMismatch");

    const elsewhere = await openOn(await connect(31338));
    expect(await elsewhere.contest.getAddress()).to.equal(good.context.consumer);
    await expect(submit(elsewhere.contest, elsewhere.alice, good)).to.be.revertedWithCustomError(
      elsewhere.contest,
      "EzklContextMismatch",
    );
  });

  it("refuses a foreign melody, however well sung and proven", async () => {
    const { contest, verifier, alice } = await world();
    const judge = await connection.ethers.getContractAt("IEzklVerifier", verifier);
    expect(await judge.verifyProof(foreign.proof, foreign.instances)).to.equal(true);
    const slot = good.melody.findIndex((semitone, i) => semitone !== foreign.melody[i]);
    await expect(submit(contest, alice, foreign))
      .to.be.revertedWithCustomError(contest, "ContestMelodyMismatch")
      .withArgs(slot, good.melody[slot], foreign.melody[slot]);
    const pretended = await withMelodyOf(contest, 1n, foreign);
    await expect(submit(contest, alice, { ...foreign, instances: pretended })).to.be.revertedWithCustomError(
      contest,
      "EzklConsumerProofRejected",
    );
  });

  it("refuses another score than the proven one, and another proof", async () => {
    const { contest, alice } = await world();
    for (const attempt of [
      { ...good, instances: good.instances.with(LAYOUT.score, good.instances[LAYOUT.score]! + 1n) },
      { ...good, proof: ofBob.proof },
      { ...good, proof: `${good.proof.slice(0, -1)}${good.proof.endsWith("0") ? "1" : "0"}` },
      { ...good, proof: "0x" },
    ]) {
      await expect(submit(contest, alice, attempt)).to.be.revertedWithCustomError(
        contest,
        "EzklConsumerProofRejected",
      );
    }
  });

  it("refuses silence", async () => {
    const { contest, alice } = await world();
    await expect(submit(contest, alice, silent))
      .to.be.revertedWithCustomError(contest, "ContestScoreNotPositive")
      .withArgs(0n);
  });

  it("derives scopes as the recorded proofs do", () => {
    for (const { ticket, recordingHash, context } of [good, lesser, ofBob, ofCarol, foreign, silent]) {
      expect(scopeOf(ticket, recordingHash)).to.equal(context.scope);
    }
  });

  const submitData = (contest: Contest, { ticket, recordingHash, proof, instances }: Attempt) =>
    contest.interface.encodeFunctionData("submit", [ticket, recordingHash, proof, instances]);
});
