import { expect } from "chai";
import { keccak256 } from "ethers";

import { connect, type Connection } from "../../../helpers/scorer.ts";
import {
  BOND,
  CHALLENGE,
  DAY,
  FEE,
  makeRecording,
  openContest,
  OUTCOME,
  RECORDING_BYTES,
} from "../../../helpers/singing-contest.ts";

describe("Disputes of the singing contest", () => {
  const { recording, recordingHash } = makeRecording(1);
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  /** Four singers whose places are certain: Alice, Bob, Carol; Dave comes fourth. */
  async function open() {
    const world = await openContest(connection);
    const tickets: bigint[] = [];
    for (const singer of [world.alice, world.bob, world.carol, world.dave])
      tickets.push(await world.enterAndDraw(singer));
    const [ofAlice, ofBob, ofCarol, ofDave] = tickets as [bigint, bigint, bigint, bigint];
    await world.perform(world.alice, ofAlice, 0.875, recordingHash);
    await world.perform(world.bob, ofBob, 0.75);
    await world.perform(world.carol, ofCarol, 0.625);
    await world.perform(world.dave, ofDave, 0.5625);
    const { submissionsCloseAt, disputeWindow } = world.terms;
    const ends = {
      challenges: submissionsCloseAt + disputeWindow,
      reveals: submissionsCloseAt + 2n * disputeWindow,
    };
    const challenger = (await connection.ethers.getSigners())[7]!;
    const challenge = (ticket: bigint) =>
      world.contest.connect(challenger).challenge(ticket, { value: BOND });
    return { ...world, ofAlice, ofBob, ofCarol, ofDave, ends, challenger, challenge };
  }
  const world = () => connection.networkHelpers.loadFixture(open);
  const standing = (...tickets: bigint[]) => Array.from({ length: 8 }, (_, place) => tickets[place] ?? 0n);
  const balance = async (account: string) => connection.ethers.provider.getBalance(account);

  it("begin when submissions close and take a bond", async () => {
    const { contest, terms, at, ofAlice, challenger, challenge } = await world();
    await at(terms.submissionsCloseAt - 1n);
    await expect(challenge(ofAlice))
      .to.be.revertedWithCustomError(contest, "ContestSubmissionsOpen")
      .withArgs(terms.submissionsCloseAt);
    await at(terms.submissionsCloseAt);
    await expect(challenge(ofAlice)).to.emit(contest, "TicketChallenged").withArgs(ofAlice, challenger, BOND);
    const ticket = await contest.ticketAt(ofAlice);
    expect([ticket.challenge, ticket.challenger]).to.deep.equal([CHALLENGE.open, challenger.address]);
    expect(await contest.openChallenges()).to.equal(1n);
  });

  it("take a challenge until the window ends and not in that second", async () => {
    const { contest, at, ofAlice, ofBob, ends, challenge } = await world();
    await at(ends.challenges - 1n);
    await challenge(ofAlice);
    await at(ends.challenges);
    await expect(challenge(ofBob))
      .to.be.revertedWithCustomError(contest, "ContestChallengesClosed")
      .withArgs(ends.challenges);
  });

  it("are about places, and about each once", async () => {
    const { contest, terms, at, ofBob, dave, carol, enterAndDraw, challenger, challenge } = await world();
    const unsung = await enterAndDraw(dave);
    await at(terms.submissionsCloseAt);
    await expect(challenge(unsung))
      .to.be.revertedWithCustomError(contest, "ContestTicketNotPlaced")
      .withArgs(unsung);
    await challenge(ofBob);
    await expect(contest.connect(carol).challenge(ofBob, { value: BOND }))
      .to.be.revertedWithCustomError(contest, "ContestAlreadyChallenged")
      .withArgs(ofBob, challenger);
  });

  it("cost exactly the bond", async () => {
    const { contest, terms, at, ofAlice, challenger } = await world();
    await at(terms.submissionsCloseAt);
    for (const value of [0n, BOND - 1n, BOND + 1n]) {
      await expect(contest.connect(challenger).challenge(ofAlice, { value }))
        .to.be.revertedWithCustomError(contest, "ContestValueMismatch")
        .withArgs(BOND, value);
    }
  });

  it("are answered with the recording, by anyone, for the singer's benefit", async () => {
    const { contest, terms, at, alice, dave, ofAlice, challenge } = await world();
    await at(terms.submissionsCloseAt);
    await challenge(ofAlice);
    await expect(contest.connect(dave).reveal(ofAlice, recording))
      .to.emit(contest, "RecordingRevealed")
      .withArgs(ofAlice, recordingHash);
    expect((await contest.ticketAt(ofAlice)).challenge).to.equal(CHALLENGE.answered);
    expect(await contest.openChallenges()).to.equal(0n);
    expect(await contest.owed(alice)).to.equal(BOND);
    await expect(contest.reveal(ofAlice, recording))
      .to.be.revertedWithCustomError(contest, "ContestNotChallenged")
      .withArgs(ofAlice, CHALLENGE.answered);
    await expect(challenge(ofAlice)).to.be.revertedWithCustomError(contest, "ContestAlreadyChallenged");
  });

  it("are answered with nothing else", async () => {
    const { contest, terms, at, alice, ofAlice, challenge } = await world();
    await expect(contest.reveal(ofAlice, recording))
      .to.be.revertedWithCustomError(contest, "ContestNotChallenged")
      .withArgs(ofAlice, CHALLENGE.none);
    await at(terms.submissionsCloseAt);
    await challenge(ofAlice);
    const other = makeRecording(2);
    await expect(contest.connect(alice).reveal(ofAlice, other.recording))
      .to.be.revertedWithCustomError(contest, "ContestRecordingMismatch")
      .withArgs(recordingHash, other.recordingHash);
    for (const bytes of [new Uint8Array(), recording.slice(1), Uint8Array.from([...recording, 0])]) {
      await expect(contest.connect(alice).reveal(ofAlice, bytes))
        .to.be.revertedWithCustomError(contest, "ContestRecordingLength")
        .withArgs(RECORDING_BYTES, bytes.length);
    }
  });

  it("cannot be answered by a commitment to something of another length", async () => {
    const { contest, terms, at, alice, ofAlice, perform, challenge } = await world();
    await perform(alice, ofAlice, 0.9375, keccak256("0x1234"));
    await at(terms.submissionsCloseAt);
    await challenge(ofAlice);
    await expect(contest.reveal(ofAlice, "0x1234"))
      .to.be.revertedWithCustomError(contest, "ContestRecordingLength")
      .withArgs(RECORDING_BYTES, 2);
  });

  it("leave a whole window for the answer to the last challenge", async () => {
    const { contest, at, ofAlice, ends, challenge } = await world();
    await at(ends.challenges - 1n);
    await challenge(ofAlice);
    expect(await contest.closableAt()).to.equal(ends.reveals);
    await at(ends.reveals - 1n);
    await expect(contest.close())
      .to.be.revertedWithCustomError(contest, "ContestNotClosable")
      .withArgs(ends.reveals);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await at(ends.reveals);
    await expect(contest.reveal(ofAlice, recording))
      .to.be.revertedWithCustomError(contest, "ContestRevealsClosed")
      .withArgs(ends.reveals);
    await snapshot.restore();
  });

  it("are over in time to be answered in the last second", async () => {
    const { contest, at, ofAlice, ends, challenge } = await world();
    await at(ends.challenges - 1n);
    await challenge(ofAlice);
    await at(ends.reveals - 1n);
    await contest.reveal(ofAlice, recording);
    await contest.close();
    expect(await contest.outcome()).to.equal(OUTCOME.won);
  });

  it("strike whoever does not answer: the others move up and the challenger has the bond back", async () => {
    const all = await world();
    const { contest, at, alice, bob, carol, dave, ofAlice, ofBob, ofCarol, ofDave } = all;
    const { ends, challenger, challenge } = all;
    await at(ends.challenges - 1n);
    await challenge(ofAlice);
    await at(ends.reveals);
    const close = contest.close();
    await expect(close).to.emit(contest, "TicketStruck").withArgs(ofAlice, challenger);
    expect((await contest.ticketAt(ofAlice)).challenge).to.equal(CHALLENGE.struck);
    const prize = (4n * FEE * 95n) / 100n;
    expect((await contest.standings()).map(({ ticket }) => ticket)).to.deep.equal(
      standing(ofBob, ofCarol, ofDave),
    );
    expect(await contest.owed(alice)).to.equal(0n);
    expect(await contest.owed(bob)).to.equal((prize * 6n) / 10n);
    expect(await contest.owed(carol)).to.equal((prize * 3n) / 10n);
    expect(await contest.owed(dave)).to.equal(prize / 10n);
    expect(await contest.owed(challenger)).to.equal(BOND);
    expect(await contest.openChallenges()).to.equal(0n);
    await expect(contest.reveal(ofAlice, recording))
      .to.be.revertedWithCustomError(contest, "ContestNotChallenged")
      .withArgs(ofAlice, CHALLENGE.struck);
  });

  it("strike the one and spare the other", async () => {
    const { contest, at, alice, bob, ofAlice, ofBob, ofCarol, ofDave, ends, challenger, challenge } =
      await world();
    await at(ends.challenges - 2n);
    await challenge(ofBob);
    await challenge(ofAlice);
    await contest.reveal(ofAlice, recording);
    await at(ends.reveals);
    await contest.close();
    expect((await contest.standings()).map(({ ticket }) => ticket)).to.deep.equal(
      standing(ofAlice, ofCarol, ofDave),
    );
    const prize = (4n * FEE * 95n) / 100n;
    expect(await contest.owed(alice)).to.equal(BOND + (prize * 6n) / 10n);
    expect(await contest.owed(bob)).to.equal(0n);
    expect(await contest.owed(challenger)).to.equal(BOND);
  });

  it("that strike all leave no winner: fees go back, those of the struck to their challengers", async () => {
    const { contest, at, ofAlice, ofBob, ofCarol, ofDave, ends, challenger, challenge } = await world();
    await at(ends.challenges - 4n);
    for (const ticket of [ofAlice, ofBob, ofCarol, ofDave]) await challenge(ticket);
    await at(ends.reveals);
    await expect(contest.close())
      .to.emit(contest, "ContestClosed")
      .withArgs(OUTCOME.void, 4n * FEE, 0n);
    expect(await contest.owed(challenger)).to.equal(4n * BOND);
    for (const ticket of [ofAlice, ofBob, ofCarol, ofDave]) {
      await expect(contest.refund(ticket)).to.changeEtherBalance(connection.ethers, challenger, FEE);
      await expect(contest.refund(ticket)).to.be.revertedWithCustomError(contest, "ContestTicketRefunded");
    }
    await contest.connect(challenger).claim();
    expect(await balance(await contest.getAddress())).to.equal(0n);
  });

  it("cannot void a contest for nothing: the fees of the struck are the others', what rounding leaves the closer's", async () => {
    const fee = 100n;
    const { contest, terms, at, alice, bob, carol, dave, enterAndDraw, perform } = await openContest(
      connection,
      { fee },
    );
    const [first, second] = [await enterAndDraw(alice), await enterAndDraw(bob)];
    const rest = [await enterAndDraw(carol), await enterAndDraw(dave), await enterAndDraw(dave)];
    await perform(alice, first, 0.875);
    await perform(bob, second, 0.75);
    await at(terms.submissionsCloseAt);
    // Each takes the one challenge of the own ticket, and publishes nothing.
    await contest.connect(alice).challenge(first, { value: BOND });
    await contest.connect(bob).challenge(second, { value: BOND });
    await at(terms.submissionsCloseAt + 2n * terms.disputeWindow);
    await contest.connect(carol).close();
    expect(await contest.outcome()).to.equal(OUTCOME.void);
    expect(await contest.voidRefund()).to.equal(166n);
    expect(await contest.owed(carol)).to.equal(2n);
    for (const ticket of [first, second]) {
      await expect(contest.refund(ticket))
        .to.be.revertedWithCustomError(contest, "ContestRefundForfeited")
        .withArgs(ticket);
    }
    for (const ticket of rest) await contest.refund(ticket);
    for (const account of [alice, bob, carol]) await contest.connect(account).claim();
    expect(await balance(await contest.getAddress())).to.equal(0n);
  });

  it("of a contest without a challenge end after one window", async () => {
    const { contest, at, terms } = await world();
    const closable = terms.submissionsCloseAt + BigInt(DAY);
    expect(await contest.closableAt()).to.equal(closable);
    await at(closable - 1n);
    await expect(contest.close())
      .to.be.revertedWithCustomError(contest, "ContestNotClosable")
      .withArgs(closable);
    await at(closable);
    await contest.close();
    expect(await contest.closed()).to.equal(true);
    await expect(contest.close())
      .to.be.revertedWithCustomError(contest, "ContestAlreadyClosed")
      .withArgs(OUTCOME.won);
  });
});
