import { expect } from "chai";
import { id, toBeHex, ZeroHash } from "ethers";

import { R } from "../../../helpers/calldata.ts";
import { connect, type Connection } from "../../../helpers/scorer.ts";
import {
  FEE,
  hashOf,
  instancesFor,
  LAYOUT,
  openContest,
  scopeOf,
  scoreFelt,
  wad,
} from "../../../helpers/singing-contest.ts";

const HASH = id("recording");

describe("Attempts of the singing contest, behind a verifier that accepts any proof", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  async function open() {
    const world = await openContest(connection);
    const [ofAlice, ofBob] = [await world.enterAndDraw(world.alice), await world.enterAndDraw(world.bob)];
    return { ...world, ofAlice, ofBob };
  }
  const world = () => connection.networkHelpers.loadFixture(open);
  type World = Awaited<ReturnType<typeof open>>;

  const placed = async ({ contest }: World) =>
    (await contest.standings()).slice(0, 3).map(({ ticket, score }) => [ticket, score]);

  it("count with their score, from now on", async () => {
    const all = await world();
    const { contest, alice, ofAlice, perform, at } = all;
    const second = BigInt(await connection.networkHelpers.time.latest()) + 100n;
    await at(second);
    await expect(perform(alice, ofAlice, 0.75, HASH))
      .to.emit(contest, "AttemptSubmitted")
      .withArgs(ofAlice, alice, wad(0.75), HASH);
    const ticket = await contest.ticketAt(ofAlice);
    expect([ticket.score, ticket.submittedAt, ticket.recordingHash]).to.deep.equal([wad(0.75), second, HASH]);
    const [first] = await contest.standings();
    expect([first?.ticket, first?.singer, first?.score]).to.deep.equal([ofAlice, alice.address, wad(0.75)]);
    expect(
      await contest.isSpent(await contest.contextOf(alice, await contest.scopeOf(ofAlice, HASH))),
    ).to.equal(true);
    expect(await contest.scopeOf(ofAlice, HASH)).to.equal(scopeOf(ofAlice, HASH));
  });

  it("are the ticket holder's alone", async () => {
    const { contest, alice, bob, ofAlice } = await world();
    // Bob copies Alice's pending transaction and has it mined first: of no use on her ticket nor on his own.
    const instances = await instancesFor(contest, alice.address, ofAlice, scoreFelt(0.75), HASH);
    await expect(contest.connect(bob).submit(ofAlice, HASH, "0x01", instances))
      .to.be.revertedWithCustomError(contest, "ContestNotTicketHolder")
      .withArgs(ofAlice, alice, bob);
    await contest.connect(alice).submit(ofAlice, HASH, "0x01", instances);
  });

  it("need a melody", async () => {
    const { contest, carol } = await world();
    await contest.connect(carol).enter({ value: FEE });
    await expect(contest.connect(carol).submit(3n, HASH, "0x01", []))
      .to.be.revertedWithCustomError(contest, "ContestMelodyNotDrawn")
      .withArgs(3n);
  });

  it("are taken until submissions close and not in that second", async () => {
    const { contest, terms, at, alice, bob, ofAlice, ofBob, perform } = await world();
    await at(terms.submissionsCloseAt - 1n);
    await perform(alice, ofAlice, 0.75);
    await at(terms.submissionsCloseAt);
    await expect(perform(bob, ofBob, 0.75))
      .to.be.revertedWithCustomError(contest, "ContestSubmissionsClosed")
      .withArgs(terms.submissionsCloseAt);
  });

  it("commit to a recording", async () => {
    const { contest, alice, ofAlice, perform } = await world();
    await expect(perform(alice, ofAlice, 0.75, ZeroHash))
      .to.be.revertedWithCustomError(contest, "ContestRecordingHashMissing")
      .withArgs(ofAlice);
  });

  it("are bound to the recording that they name", async () => {
    const { contest, alice, ofAlice } = await world();
    const instances = await instancesFor(contest, alice.address, ofAlice, scoreFelt(0.75), HASH);
    await expect(
      contest.connect(alice).submit(ofAlice, id("another"), "0x01", instances),
    ).to.be.revertedWithCustomError(contest, "EzklContextMismatch");
  });

  it("follow the ticket's melody in each slot", async () => {
    const { contest, alice, ofAlice } = await world();
    const good = await instancesFor(contest, alice.address, ofAlice, scoreFelt(0.75), HASH);
    for (let slot = 0; slot < 16; slot++) {
      const expected = good[LAYOUT.melody + slot]!;
      for (const actual of [expected + 1n, (expected + R - 1n) % R]) {
        const instances = good.with(LAYOUT.melody + slot, actual);
        await expect(contest.connect(alice).submit(ofAlice, HASH, "0x01", instances))
          .to.be.revertedWithCustomError(contest, "ContestMelodyMismatch")
          .withArgs(slot, expected, actual);
      }
    }
    await contest.connect(alice).submit(ofAlice, HASH, "0x01", good);
  });

  it("have as many instances as the judge", async () => {
    const { contest, alice, ofAlice } = await world();
    const good = await instancesFor(contest, alice.address, ofAlice, scoreFelt(0.75), HASH);
    for (const instances of [[], good.slice(1), [...good, 0n]]) {
      await expect(contest.connect(alice).submit(ofAlice, HASH, "0x01", instances))
        .to.be.revertedWithCustomError(contest, "EzklConsumerInstanceCount")
        .withArgs(LAYOUT.instances, instances.length);
    }
  });

  it("score more than nothing", async () => {
    const { contest, alice, ofAlice } = await world();
    const submit = async (felt: bigint) =>
      contest
        .connect(alice)
        .submit(ofAlice, HASH, "0x01", await instancesFor(contest, alice.address, ofAlice, felt, HASH));
    for (const [felt, score] of [
      [0n, 0n],
      [R - 1n, -(10n ** 18n / 2n ** LAYOUT.scoreBits) - 1n],
      [scoreFelt(-1), wad(-1)],
      [R - 2n ** 127n + 1n, (-(2n ** 127n - 1n) * 10n ** 18n) >> LAYOUT.scoreBits],
    ] as const) {
      await expect(submit(felt), toBeHex(felt))
        .to.be.revertedWithCustomError(contest, "ContestScoreNotPositive")
        .withArgs(score);
    }
    for (const felt of [2n ** 127n, R / 2n, R - 2n ** 127n]) {
      await expect(submit(felt)).to.be.revertedWithCustomError(contest, "EzklFeltOutOfRange").withArgs(felt);
    }
    await submit(1n);
    expect((await contest.ticketAt(ofAlice)).score).to.equal((10n ** 18n) >> LAYOUT.scoreBits);
  });

  it("count no more than the cap, however large", async () => {
    const { contest, terms, alice, bob, ofAlice, ofBob } = await world();
    for (const [singer, ticket, felt] of [
      [alice, ofAlice, scoreFelt(0.96875)],
      [bob, ofBob, 2n ** 127n - 1n],
    ] as const) {
      const instances = await instancesFor(contest, singer.address, ticket, felt, HASH);
      await contest.connect(singer).submit(ticket, HASH, "0x01", instances);
      expect((await contest.ticketAt(ticket)).score).to.equal(terms.cap);
    }
    // A tie at the cap goes to the earlier, and nobody can sing above it.
    const [first, second] = await contest.standings();
    expect([first?.ticket, second?.ticket]).to.deep.equal([ofAlice, ofBob]);
    const louder = await instancesFor(contest, alice.address, ofAlice, scoreFelt(1), id("another"));
    await expect(contest.connect(alice).submit(ofAlice, id("another"), "0x01", louder))
      .to.be.revertedWithCustomError(contest, "ContestAttemptNotBetter")
      .withArgs(terms.cap, terms.cap);
  });

  it("are replaced by better ones only", async () => {
    const all = await world();
    const { contest, alice, bob, ofAlice, ofBob, perform } = all;
    await perform(alice, ofAlice, 0.5);
    for (const score of [0.25, 0.5]) {
      await expect(perform(alice, ofAlice, score, id(`worse ${score}`)))
        .to.be.revertedWithCustomError(contest, "ContestAttemptNotBetter")
        .withArgs(wad(0.5), wad(score));
    }
    await perform(bob, ofBob, 0.75);
    // Her better attempt counts from now: behind his of the same score.
    await perform(alice, ofAlice, 0.75);
    expect(await placed(all)).to.deep.equal([
      [ofBob, wad(0.75)],
      [ofAlice, wad(0.75)],
      [0n, 0n],
    ]);
    expect((await contest.ticketAt(ofAlice)).recordingHash).to.equal(hashOf(ofAlice, 0.75));
    await perform(alice, ofAlice, 0.875);
    expect(await placed(all)).to.deep.equal([
      [ofAlice, wad(0.875)],
      [ofBob, wad(0.75)],
      [0n, 0n],
    ]);
  });

  it("cannot be sent again", async () => {
    const { contest, alice, ofAlice, perform } = await world();
    await perform(alice, ofAlice, 0.5, HASH);
    await expect(perform(alice, ofAlice, 0.5, HASH))
      .to.be.revertedWithCustomError(contest, "EzklConsumerNullifierSpent")
      .withArgs(await contest.contextOf(alice, scopeOf(ofAlice, HASH)));
  });

  it("keep the best three, whatever the order they come in", async () => {
    const all = await world();
    const { alice, bob, carol, dave, ofAlice, ofBob, enterAndDraw, perform } = all;
    const [ofCarol, ofDave] = [await enterAndDraw(carol), await enterAndDraw(dave)];
    const standing = async (...tickets: bigint[]) =>
      expect((await placed(all)).map(([ticket]) => ticket)).to.deep.equal(tickets);
    await perform(alice, ofAlice, 0.25);
    await perform(bob, ofBob, 0.5);
    await standing(ofBob, ofAlice, 0n);
    await perform(carol, ofCarol, 0.375);
    await standing(ofBob, ofCarol, ofAlice);
    await perform(dave, ofDave, 0.25);
    await standing(ofBob, ofCarol, ofAlice); // a tie with the third comes after it
    await perform(dave, ofDave, 0.375);
    await standing(ofBob, ofCarol, ofDave);
    await perform(alice, ofAlice, 0.625);
    await standing(ofAlice, ofBob, ofCarol);
    await perform(carol, ofCarol, 0.5625);
    await standing(ofAlice, ofCarol, ofBob);
    await perform(alice, ofAlice, 0.75);
    await standing(ofAlice, ofCarol, ofBob);
    await perform(bob, ofBob, 0.6875);
    await standing(ofAlice, ofBob, ofCarol);
    await perform(carol, ofCarol, 0.875);
    await standing(ofCarol, ofAlice, ofBob);
  });

  it("keep eight, and forget who falls behind them until a better attempt", async () => {
    const { contest, alice, enterAndDraw, perform } = await world();
    const tickets: bigint[] = [];
    for (let i = 0; i < 9; i++) {
      tickets.push(await enterAndDraw(alice));
      await perform(alice, tickets[i]!, (i + 1) / 16);
    }
    const standing = async () => (await contest.standings()).map(({ ticket }) => ticket);
    expect(await standing()).to.deep.equal(tickets.slice(1).reverse());
    await perform(alice, tickets[0]!, 0.125); // a tie with the eighth is too late
    expect(await standing()).to.deep.equal(tickets.slice(1).reverse());
    await perform(alice, tickets[0]!, 0.875);
    expect(await standing()).to.deep.equal([tickets[0]!, ...tickets.slice(2).reverse()]);
  });
});
