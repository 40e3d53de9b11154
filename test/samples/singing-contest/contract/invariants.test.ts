import { randomInt } from "node:crypto";

import { expect } from "chai";
import { MaxUint256, type ContractTransactionResponse } from "ethers";

import { ContestModel } from "../../../helpers/contest-model.ts";
import { connect } from "../../../helpers/scorer.ts";
import { runs } from "../../../helpers/share.ts";
import {
  DRAW_DELAY,
  instancesFor,
  makeRecording,
  openContest,
  scoreFelt,
  wad,
  ZERO,
  type Terms,
} from "../../../helpers/singing-contest.ts";

/** Played again with CONTEST_SEED, and longer with CONTEST_RUNS; once in each currency in `npm test`. */
const SEED = Number(process.env["CONTEST_SEED"] ?? randomInt(2 ** 31));
const RUNS = Number(process.env["CONTEST_RUNS"] ?? runs(6, 2));
const SINGERS = 10;
const STEPS = 100;
/** Milliseconds for a run, which takes two or three seconds where nothing else is running. */
const TIMEOUT = 120_000;
const SCORES = [-0.5, 0, 0.25, 0.5, 0.5, 0.625, 0.75, 0.875, 1];
const RECORDINGS = Array.from({ length: 4 }, (_, fill) => makeRecording(fill));

describe("Invariants of the singing contest", () => {
  for (let run = 0; run < RUNS; run++) {
    const seed = SEED + run;
    const currency = run % 2 === 0 ? "ether" : "a token";
    it(`hold in ${currency} whatever happens in whatever order (CONTEST_SEED=${seed})`, async function () {
      this.timeout(TIMEOUT);
      await play(seed, currency === "a token");
    });
  }
});

/** A game of random steps, each expected to end as the model says, and at last everybody leaves. */
async function play(seed: number, withToken: boolean): Promise<void> {
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const connection = await connect();
  const { ethers, networkHelpers } = connection;
  const token = withToken ? await ethers.deployContract("MintableToken") : undefined;
  const address = token === undefined ? ZERO : await token.getAddress();
  const { contest, terms, alice, bob, carol, dave, host } = await openContest(connection, {
    token: address,
    fee: BigInt(1 + Math.floor(random() * 10_000)),
    challengeBond: BigInt(1 + Math.floor(random() * 10_000)),
    hostShare: pick([0n, 1n, 333n, 1_000n]),
    split: pick<Terms["split"]>([
      [6_000n, 3_000n, 1_000n],
      [3_334n, 3_333n, 3_333n],
      [10_000n, 0n, 0n],
    ]),
    threshold: pick([1n, wad(0.5), wad(0.75), wad(0.96875)]),
  });
  const accounts = [alice, bob, carol, dave, host];
  for (const account of token === undefined ? [] : accounts) {
    await token!.mint(account, 10n ** 18n);
    await token!.connect(account).approve(contest, MaxUint256);
  }
  const model = new ContestModel(terms);
  const ends = [
    terms.entriesCloseAt,
    terms.submissionsCloseAt,
    model.challengesCloseAt,
    model.revealsCloseAt,
  ] as const;

  /** Sends at the given second, or right after the last block, and compares with what the model said of just this moment. */
  async function step(
    name: string,
    send: () => Promise<ContractTransactionResponse>,
    expected: (moment: { block: bigint; time: bigint }) => string | undefined,
    time?: bigint,
  ) {
    const latest = BigInt(await networkHelpers.time.latest());
    const moment = {
      block: BigInt(await networkHelpers.time.latestBlock()) + 1n,
      time: time !== undefined && time > latest ? time : latest + 1n,
    };
    await networkHelpers.time.setNextBlockTimestamp(moment.time);
    const error = expected(moment);
    const what = `seed ${seed}: ${name} at ${moment.time}, block ${moment.block}`;
    if (error === undefined) {
      await send();
    } else {
      await expect(send(), what).to.be.revertedWithCustomError(contest, error);
    }
    await check(what);
  }

  async function check(what: string) {
    const target = await contest.getAddress();
    const balance = token === undefined ? ethers.provider.getBalance(target) : token.balanceOf(target);
    expect(await balance, `${what}: balance`).to.equal(model.balance);
    expect(model.deposited - model.paid, `${what}: paid no more than was deposited`).to.equal(model.balance);
    expect(await contest.pool(), `${what}: pool`).to.equal(model.pool);
    const standings = (await contest.standings())
      .map(({ ticket }) => ticket)
      .filter((ticket) => ticket !== 0n);
    expect(standings, `${what}: standings`).to.deep.equal(model.standings);
    for (const { address } of accounts) {
      expect(await contest.owed(address), `${what}: owed to ${address}`).to.equal(
        model.owed.get(address) ?? 0n,
      );
    }
  }

  // Mined even when they fail, so that block and second are the ones that the model was told.
  const gasLimit = 12_000_000n;
  const enter = (time?: bigint) => {
    const account = pick(accounts);
    const value = token === undefined ? terms.fee : 0n;
    const send = () => contest.connect(account).enter({ value, gasLimit });
    return step("enter", send, (moment) => model.enter(account.address, moment), time);
  };
  const draw = (ticket: bigint, time?: bigint) =>
    step(
      `draw ${ticket}`,
      () => contest.drawMelody(ticket, { gasLimit }),
      (moment) => model.draw(ticket, moment),
      time,
    );
  const submit = async (ticket: bigint, time?: bigint) => {
    const singer = model.tickets[Number(ticket) - 1]?.singer;
    const account =
      random() < 0.1 ? pick(accounts) : (accounts.find((each) => each.address === singer) ?? pick(accounts));
    const [score, recording] = [pick(SCORES), Math.floor(random() * RECORDINGS.length)];
    const { recordingHash } = RECORDINGS[recording]!;
    const drawn = model.tickets[Number(ticket) - 1]?.drawn === true;
    const instances = drawn
      ? await instancesFor(contest, account.address, ticket, scoreFelt(score), recordingHash)
      : [];
    const send = () =>
      contest.connect(account).submit(ticket, recordingHash, "0x01", instances, { gasLimit });
    const expected = (moment: { block: bigint; time: bigint }) =>
      model.submit(account.address, ticket, wad(score), recording, moment);
    await step(`submit ${ticket} ${score}`, send, expected, time);
  };
  const challenge = (ticket: bigint, time?: bigint) => {
    const account = pick(accounts);
    const value = token === undefined ? terms.challengeBond : 0n;
    return step(
      `challenge ${ticket}`,
      () => contest.connect(account).challenge(ticket, { value, gasLimit }),
      (moment) => model.challenge(account.address, ticket, moment),
      time,
    );
  };
  const reveal = (ticket: bigint, time?: bigint) => {
    const committed = model.tickets[Number(ticket) - 1]?.recording ?? 0;
    const index = random() < 0.8 ? committed : (committed + 1) % RECORDINGS.length;
    return step(
      `reveal ${ticket}`,
      () => contest.reveal(ticket, RECORDINGS[index]!.recording, { gasLimit }),
      (moment) => model.reveal(ticket, index, moment),
      time,
    );
  };
  const close = (time?: bigint) => {
    const account = pick(accounts);
    return step(
      "close",
      () => contest.connect(account).close({ gasLimit }),
      (moment) => model.close(account.address, moment),
      time,
    );
  };
  const claim = (account: (typeof accounts)[number]) =>
    step(
      "claim",
      () => contest.connect(account).claim({ gasLimit }),
      () => model.claim(account.address),
    );
  const refund = (ticket: bigint, time?: bigint) =>
    step(
      `refund ${ticket}`,
      () => contest.refund(ticket, { gasLimit }),
      (moment) => model.refund(ticket, moment),
      time,
    );

  const anyTicket = () => BigInt(Math.floor(random() * (model.tickets.length + 2)));
  const someTicket = () => BigInt(1 + Math.floor(random() * Math.max(1, model.tickets.length)));
  // More singers than there are places.
  for (let i = 0; i < SINGERS; i++) await enter();
  await networkHelpers.mine(DRAW_DELAY);
  for (let i = 1; i <= SINGERS; i++) await draw(BigInt(i));
  for (let i = 0; i < STEPS; i++) {
    // The steps are dealt out evenly to the five spans between the ends. One that begins a span falls on, right before or right after its end.
    const latest = BigInt(await networkHelpers.time.latest());
    const due = ends[Math.floor((5 * i) / STEPS) - 1];
    const time = due !== undefined && due > latest ? due + pick([-1n, 0n, 1n]) : undefined;
    const open = latest < terms.entriesCloseAt;
    const singing = latest < terms.submissionsCloseAt;
    const ticket = random() < 0.1 ? anyTicket() : someTicket();
    const action = random();
    if (open && action < 0.25) {
      await enter(time);
      if (random() < 0.7) await networkHelpers.mine(DRAW_DELAY);
    } else if (action < 0.4) await draw(random() < 0.6 ? BigInt(model.tickets.length) : ticket, time);
    else if (action < (singing ? 0.75 : 0.45)) await submit(ticket, time);
    else if (action < (singing ? 0.78 : 0.65)) await challenge(pick([ticket, ...model.standings]), time);
    else if (action < (singing ? 0.8 : 0.75)) await reveal(pick([ticket, ...model.standings]), time);
    else if (action < 0.82) await close(time);
    else if (action < 0.87) await claim(pick(accounts));
    else if (action < 0.92) await refund(ticket, time);
    else await networkHelpers.mine(pick([1, 2, DRAW_DELAY, DRAW_DELAY, DRAW_DELAY + 1, 252, 260]));
  }

  const last = model.revealsCloseAt;
  if (model.outcome === 0n) await close(last);
  for (const number of model.tickets.keys()) await refund(BigInt(number + 1), last);
  for (const account of accounts) await claim(account);
  expect(model.balance, "what is left when everybody has gone").to.equal(0n);
}

/** Mulberry32: numbers in [0, 1) from a seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
