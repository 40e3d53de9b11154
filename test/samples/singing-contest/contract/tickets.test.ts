import { expect } from "chai";

import { connect, type Connection } from "../../../helpers/scorer.ts";
import { DAY, DRAW_DELAY, DRAW_WINDOW, FEE, openContest, OUTCOME } from "../../../helpers/singing-contest.ts";

describe("Tickets of the singing contest", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  async function open() {
    return openContest(connection);
  }
  const world = () => connection.networkHelpers.loadFixture(open);
  const balance = async (account: string) => connection.ethers.provider.getBalance(account);

  it("cost exactly the fee and are numbered from 1", async () => {
    const { contest, alice, bob } = await world();
    for (const value of [0n, FEE - 1n, FEE + 1n]) {
      await expect(contest.connect(alice).enter({ value }))
        .to.be.revertedWithCustomError(contest, "ContestValueMismatch")
        .withArgs(FEE, value);
    }
    const entry = contest.connect(alice).enter({ value: FEE });
    const block = (await (await entry).wait())!.blockNumber;
    await expect(entry)
      .to.emit(contest, "TicketEntered")
      .withArgs(1n, alice, block + DRAW_DELAY);
    await contest.connect(bob).enter({ value: FEE });
    await contest.connect(alice).enter({ value: FEE });
    expect(await contest.ticketCount()).to.equal(3n);
    expect((await contest.ticketAt(2n)).singer).to.equal(bob.address);
    expect((await contest.ticketAt(3n)).singer).to.equal(alice.address);
    expect(await balance(await contest.getAddress())).to.equal(3n * FEE);
    expect(await contest.pool(), "of tickets without a melody").to.equal(0n);
  });

  it("are sold until entries close and not in that second", async () => {
    const { contest, terms, at, alice } = await world();
    await at(terms.entriesCloseAt - 1n);
    await contest.connect(alice).enter({ value: FEE });
    await at(terms.entriesCloseAt);
    await expect(contest.connect(alice).enter({ value: FEE }))
      .to.be.revertedWithCustomError(contest, "ContestEntriesClosed")
      .withArgs(terms.entriesCloseAt);
  });

  it("that were not sold are unknown to everything", async () => {
    const { contest, alice } = await world();
    await contest.connect(alice).enter({ value: FEE });
    for (const ticket of [0n, 2n, 2n ** 64n + 1n]) {
      for (const call of [
        () => contest.drawMelody(ticket),
        () => contest.refund(ticket),
        () => contest.ticketAt(ticket),
        () => contest.melodyOf(ticket),
        () => contest.challenge(ticket),
        () => contest.reveal(ticket, "0x"),
        () => contest.submit(ticket, contest.interface.getEvent("MelodyDrawn").topicHash, "0x", []),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(contest, "ContestTicketUnknown").withArgs(ticket);
      }
    }
  });

  it("draw their melody from the block after the drawing block on, for as long as its hash is known", async () => {
    const { contest, alice } = await world();
    await contest.connect(alice).enter({ value: FEE });
    const { drawBlock } = await contest.ticketAt(1n);
    await connection.networkHelpers.mineUpTo(drawBlock - 1n);
    await expect(contest.drawMelody(1n))
      .to.be.revertedWithCustomError(contest, "ContestDrawTooEarly")
      .withArgs(drawBlock, drawBlock);
    await expect(contest.melodyOf(1n))
      .to.be.revertedWithCustomError(contest, "ContestMelodyNotDrawn")
      .withArgs(1n);
    await connection.networkHelpers.mine();
    await contest.drawMelody(1n);
    expect(await contest.pool()).to.equal(FEE);
    await expect(contest.drawMelody(1n))
      .to.be.revertedWithCustomError(contest, "ContestMelodyAlreadyDrawn")
      .withArgs(1n);
    expect(await contest.pool()).to.equal(FEE);
  });

  it("draw in the last block whose hash is known, and not after", async () => {
    const { contest, alice, bob } = await world();
    await contest.connect(alice).enter({ value: FEE });
    await contest.connect(bob).enter({ value: FEE });
    const lastBlock = (await contest.ticketAt(1n)).drawBlock + BigInt(DRAW_WINDOW);
    await connection.networkHelpers.mineUpTo(lastBlock - 1n);
    const draw = await (await contest.drawMelody(1n)).wait();
    expect(draw!.blockNumber).to.equal(Number(lastBlock));
    await connection.networkHelpers.mineUpTo(lastBlock + 1n);
    await expect(contest.drawMelody(2n))
      .to.be.revertedWithCustomError(contest, "ContestDrawTooLate")
      .withArgs(lastBlock + 2n, lastBlock + 1n);
  });

  it("draw before submissions close", async () => {
    const { contest, terms, at, alice } = await world();
    await contest.connect(alice).enter({ value: FEE });
    await contest.connect(alice).enter({ value: FEE });
    await connection.networkHelpers.mine(DRAW_DELAY);
    await at(terms.submissionsCloseAt - 1n);
    await contest.drawMelody(1n);
    await at(terms.submissionsCloseAt);
    await expect(contest.drawMelody(2n))
      .to.be.revertedWithCustomError(contest, "ContestSubmissionsClosed")
      .withArgs(terms.submissionsCloseAt);
  });

  it("whose melody was not drawn in time are refunded to their singer, by anyone and once", async () => {
    const { contest, alice, bob } = await world();
    await contest.connect(alice).enter({ value: FEE });
    const lastBlock = (await contest.ticketAt(1n)).drawBlock + BigInt(DRAW_WINDOW);
    await connection.networkHelpers.mineUpTo(lastBlock - 1n);
    await expect(contest.connect(bob).refund(1n))
      .to.be.revertedWithCustomError(contest, "ContestTicketStillDrawable")
      .withArgs(1n, lastBlock);
    await connection.networkHelpers.mine();
    const before = await balance(alice.address);
    await expect(contest.connect(bob).refund(1n)).to.emit(contest, "TicketRefunded").withArgs(1n, alice, FEE);
    expect(await balance(alice.address)).to.equal(before + FEE);
    await expect(contest.connect(alice).refund(1n))
      .to.be.revertedWithCustomError(contest, "ContestTicketRefunded")
      .withArgs(1n);
    expect(await balance(await contest.getAddress())).to.equal(0n);
  });

  it("that were bought late and not drawn are refunded once submissions have closed", async () => {
    const { contest, terms, at, alice } = await world();
    await at(terms.entriesCloseAt - 1n);
    await contest.connect(alice).enter({ value: FEE });
    await at(terms.submissionsCloseAt - 1n);
    await expect(contest.refund(1n)).to.be.revertedWithCustomError(contest, "ContestTicketStillDrawable");
    await at(terms.submissionsCloseAt);
    await expect(contest.refund(1n)).to.changeEtherBalance(connection.ethers, alice, FEE);
  });

  it("that have their melody are not refunded while the contest may have a winner, nor when it has one", async () => {
    const { contest, terms, at, alice, enterAndDraw, perform } = await world();
    const ticket = await enterAndDraw(alice);
    const silent = await enterAndDraw(alice);
    await connection.networkHelpers.mine(2 * DRAW_WINDOW);
    await expect(contest.refund(ticket))
      .to.be.revertedWithCustomError(contest, "ContestRefundNotDue")
      .withArgs(ticket, OUTCOME.undecided);
    await perform(alice, ticket, 0.75);
    await at(terms.submissionsCloseAt + BigInt(DAY));
    await contest.close();
    for (const each of [ticket, silent]) {
      await expect(contest.refund(each))
        .to.be.revertedWithCustomError(contest, "ContestRefundNotDue")
        .withArgs(each, OUTCOME.won);
    }
  });
});
