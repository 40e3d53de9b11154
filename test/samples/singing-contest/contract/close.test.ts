import { expect } from "chai";

import { connect, type Connection } from "../../../helpers/scorer.ts";
import { DAY, FEE, openContest, OUTCOME, type Terms, wad, ZERO } from "../../../helpers/singing-contest.ts";

describe("The close of the singing contest", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  /** Plays a contest up to its end: scores of Alice, Bob, Carol and Dave, each with one ticket; 0 for no attempt. */
  async function play(scores: readonly number[], overrides: Partial<Terms> = {}) {
    const world = await openContest(connection, overrides);
    const { contest, terms, alice, bob, carol, dave } = world;
    const singers = [alice, bob, carol, dave].slice(0, scores.length);
    const tickets: bigint[] = [];
    for (const singer of singers) tickets.push(await world.enterAndDraw(singer));
    for (const [i, score] of scores.entries())
      if (score > 0) await world.perform(singers[i]!, tickets[i]!, score);
    await world.at(terms.submissionsCloseAt + BigInt(DAY));
    const closing = await contest.close();
    const owed = await Promise.all(singers.map((singer) => contest.owed(singer)));
    return { ...world, singers, tickets, closing, owed, toHost: await contest.owed(world.host) };
  }

  const balance = async (of: string) => connection.ethers.provider.getBalance(of);

  it("splits the pool by rank, the host's share first, and rounding goes to the first place", async () => {
    const fee = 333n;
    const { contest, singers, tickets, closing, owed, toHost, host } = await play([0.5, 0.75, 0.875, 0.625], {
      fee,
    });
    const pool = 4n * fee;
    const hostCut = 66n; // 5% of 1332 is 66.6
    const prize = pool - hostCut;
    const [second, third] = [379n, 126n]; // 30% and 10% of 1266 are 379.8 and 126.6
    const first = prize - second - third;
    expect(owed).to.deep.equal([0n, second, first, third]);
    expect(toHost).to.equal(hostCut);
    await expect(closing).to.emit(contest, "ContestClosed").withArgs(OUTCOME.won, pool, hostCut);
    for (const [place, [who, amount]] of (
      [
        [2, first],
        [1, second],
        [3, third],
      ] as const
    ).entries()) {
      await expect(closing)
        .to.emit(contest, "PrizeAwarded")
        .withArgs(tickets[who], singers[who], place, amount);
    }
    for (const account of [...singers.slice(1), host]) await contest.connect(account).claim();
    expect(await balance(await contest.getAddress()), "dust").to.equal(0n);
  });

  it("gives the first what empty places leave", async () => {
    const { owed, toHost } = await play([0.75]);
    expect([...owed, toHost]).to.deep.equal([(FEE * 95n) / 100n, (FEE * 5n) / 100n]);
    const two = await play([0.5, 0.75]);
    const prize = (2n * FEE * 95n) / 100n;
    expect(two.owed).to.deep.equal([(prize * 3n) / 10n, (prize * 7n) / 10n]);
  });

  it("gives the first what places below the threshold leave", async () => {
    const threshold = wad(0.625);
    const prize = (3n * FEE * 95n) / 100n;
    expect((await play([0.75, 0.5, 0.25], { threshold })).owed).to.deep.equal([prize, 0n, 0n]);
    expect((await play([0.75, 0.625, 0.5], { threshold })).owed).to.deep.equal([
      (prize * 7n) / 10n,
      (prize * 3n) / 10n,
      0n,
    ]);
  });

  it("pays a score that reaches the threshold exactly, and none a unit below", async () => {
    expect(await (await play([0.5], { threshold: wad(0.5) })).contest.outcome()).to.equal(OUTCOME.won);
    expect(await (await play([0.5], { threshold: wad(0.5) + 1n })).contest.outcome()).to.equal(OUTCOME.void);
  });

  it("without a winner refunds everybody and pays the host nothing", async () => {
    const { contest, singers, tickets, closing, owed, toHost } = await play([0.25, 0, 0.375]);
    await expect(closing)
      .to.emit(contest, "ContestClosed")
      .withArgs(OUTCOME.void, 3n * FEE, 0n);
    expect([...owed, toHost]).to.deep.equal([0n, 0n, 0n, 0n]);
    for (const [i, ticket] of tickets.entries()) {
      await expect(contest.refund(ticket)).to.changeEtherBalance(connection.ethers, singers[i]!, FEE);
      await expect(contest.refund(ticket))
        .to.be.revertedWithCustomError(contest, "ContestTicketRefunded")
        .withArgs(ticket);
    }
    expect(await balance(await contest.getAddress())).to.equal(0n);
  });

  it("of a contest that nobody entered is void", async () => {
    const { contest, closing } = await play([]);
    await expect(closing).to.emit(contest, "ContestClosed").withArgs(OUTCOME.void, 0n, 0n);
    expect((await contest.standings()).map(({ singer }) => singer)).to.deep.equal(Array(8).fill(ZERO));
  });

  it("takes no share for a host that has none", async () => {
    const { owed, contest } = await play([0.75], { host: ZERO, hostShare: 0n });
    expect(owed).to.deep.equal([FEE]);
    expect(await contest.owed(ZERO)).to.equal(0n);
  });

  it("leaves fees of tickets without a melody out of the pool", async () => {
    const world = await openContest(connection);
    const { contest, terms, at, alice, bob, enterAndDraw, perform } = world;
    const ticket = await enterAndDraw(alice);
    await contest.connect(bob).enter({ value: FEE });
    await perform(alice, ticket, 0.75);
    await at(terms.submissionsCloseAt + BigInt(DAY));
    await contest.close();
    expect(await contest.owed(alice)).to.equal((FEE * 95n) / 100n);
    await expect(contest.refund(2n)).to.changeEtherBalance(connection.ethers, bob, FEE);
    await contest.connect(alice).claim();
    await contest.connect(world.host).claim();
    expect(await balance(await contest.getAddress())).to.equal(0n);
  });
});
