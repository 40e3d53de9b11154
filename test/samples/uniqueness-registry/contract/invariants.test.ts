import { expect } from "chai";
import { isCallException } from "ethers";

import { runs } from "../../../helpers/share.ts";
import { DAY, deviceKey, openRegistry } from "../../../helpers/uniqueness-registry.ts";
import {
  below,
  distanceOf,
  flipped,
  generator,
  pick,
  randomCode,
} from "../../../helpers/uniqueness-registry-codes.ts";
import { Refusal, RegistryModel } from "../../../helpers/uniqueness-registry-model.ts";

/** Fixed, because each action must happen at least once; another one with REGISTRY_SEED, and longer with REGISTRY_RUNS. */
const SEED = Number(process.env["REGISTRY_SEED"] ?? 1);
const RUNS = Number(process.env["REGISTRY_RUNS"] ?? runs(3, 1));
const STEPS = 120;
const PEOPLE = 6;
const DEVICES = 4;
const TIMEOUT = 180_000;
const THRESHOLD = 15;
const MOVE_THRESHOLD = 11;

describe("Invariants of the uniqueness registry", () => {
  /** How often each step came to what, over all games. */
  const outcomes = new Map<string, number>();

  for (let run = 0; run < RUNS; run++) {
    const seed = SEED + run;
    it(`hold whatever happens in whatever order (REGISTRY_SEED=${seed})`, async function () {
      this.timeout(TIMEOUT);
      await play(seed, outcomes);
    });
  }

  it("were not held by refusals alone", () => {
    for (const name of ["enroll", "claim", "requestMove", "leave"])
      expect(outcomes.get(name) ?? 0, `from seed ${SEED}: ${name}`).to.be.greaterThan(0);
  });
});

/**
 * A game of random steps, each compared with the model: what is refused, and by which name, what is paid, who is enrolled. Every person has a finger, and
 * each press of it is a few bits off; accounts are anybody's.
 */
async function play(seed: number, outcomes: Map<string, number>): Promise<void> {
  const random = generator(seed);
  const world = await openRegistry({
    terms: {
      payout: 1_000n,
      threshold: BigInt(THRESHOLD),
      moveThreshold: BigInt(MOVE_THRESHOLD),
      moveDelay: BigInt(2 * DAY),
    },
  });
  const { ethers, registry, token, terms, owner, networkHelpers } = world;
  const accounts = (await ethers.getSigners()).slice(1, 8);
  const fingers = Array.from({ length: PEOPLE }, () => randomCode(random));
  const devices = Array.from({ length: DEVICES }, (_, i) => deviceKey(`fuzzed ${i}`));
  for (const { address } of devices) await registry.connect(owner).addDevice(address, 1_000);
  const model = new RegistryModel({
    ...terms,
    threshold: THRESHOLD,
    moveThreshold: MOVE_THRESHOLD,
    start: world.start,
  });
  let funded = 0n;
  /** Payouts by finger and period: what one person has had. */
  const had = new Map<string, bigint>();
  const fingerOf = (code: bigint) =>
    fingers.findIndex((finger) => distanceOf(finger, code) <= MOVE_THRESHOLD);

  /** Sends at a fixed second; the model must agree on the outcome. */
  async function step(name: string, send: () => Promise<unknown>, book: (now: bigint) => void) {
    const what = `seed ${seed}: ${name}`;
    const now = BigInt(await networkHelpers.time.latest()) + BigInt(1 + below(random, 7_000));
    await networkHelpers.time.setNextBlockTimestamp(now);
    const actual = await send().then(() => name, nameOfError);
    const expected = booked(() => book(now), name);
    expect(actual, what).to.equal(expected);
    outcomes.set(actual, (outcomes.get(actual) ?? 0) + 1);
    // A refusal that the gas estimation sees is not mined; the next step must come later all the same.
    if (BigInt(await networkHelpers.time.latest()) < now) await networkHelpers.time.increaseTo(now);
    await check(what);
  }

  const nameOfError = (error: unknown): string => {
    if (isCallException(error) && typeof error.data === "string")
      return registry.interface.parseError(error.data)?.name ?? error.data;
    const named = /custom error '(\w+)/.exec(String(error))?.[1];
    if (named === undefined) throw error;
    return named;
  };

  async function check(what: string) {
    expect(await registry.enrolled(), `${what}: enrolled`).to.equal(BigInt(model.people.length));
    expect(await token.balanceOf(registry), `${what}: pool`).to.equal(model.pool);
    expect(model.pool + model.paidOut, `${what}: paid and pool`).to.equal(funded);
    for (const { address } of accounts) {
      const person = model.byAccount(address);
      expect((await registry.enrolmentOf(address)).code, `${what}: code of ${address}`).to.equal(
        person?.code ?? 0n,
      );
      if (person === undefined) continue;
      expect(await registry.accountOf(person.code), what).to.equal(address);
      expect(await registry.isFrozen(person.code), `${what}: frozen`).to.equal(model.isFrozen(person));
    }
  }

  for (let i = 0; i < STEPS; i++) {
    const account = pick(random, accounts);
    const { address } = account;
    const press = flipped(random, pick(random, fingers), below(random, 6));
    // The later devices are the ones that are never revoked.
    const device = pick(random, devices);
    const someone = model.people.length > 0 ? pick(random, model.people).code : press;
    const action = random();
    if (action < 0.22) {
      const deadline = 2n ** 40n;
      const send = () => world.enroll(account, press, { device, deadline });
      await step("enroll", send, (now) => model.enroll(now, address, press, device.address));
    } else if (action < 0.42) {
      const before = await token.balanceOf(account);
      let paid: bigint | undefined;
      await step(
        "claim",
        () => registry.connect(account).claim(),
        (now) => {
          paid = model.claim(now, address);
          const whose = `${fingerOf(model.byAccount(address)!.code)} in ${model.periodAt(now)}`;
          expect(had.has(whose), `seed ${seed}: paid twice: ${whose}`).to.equal(false);
          had.set(whose, paid);
        },
      );
      expect((await token.balanceOf(account)) - before, `seed ${seed}: paid`).to.equal(paid ?? 0n);
    } else if (action < 0.56) {
      const deadline = 2n ** 40n;
      const send = () => world.requestMove(account, press, { device, deadline });
      await step("requestMove", send, (now) => model.requestMove(now, address, press, device.address));
    } else if (action < 0.66) {
      const send = () => registry.connect(account).finishMove(someone);
      await step("finishMove", send, (now) => model.finishMove(now, address, someone));
    } else if (action < 0.7) {
      await step(
        "objectToMove",
        () => registry.connect(account).objectToMove(),
        (now) => model.objectToMove(now, address),
      );
    } else if (action < 0.74) {
      await step(
        "leave",
        () => registry.connect(account).leave(),
        (now) => model.leave(now, address),
      );
    } else if (action < 0.8) {
      await step(
        "evict",
        () => registry.evict(someone),
        (now) => model.evict(now, someone),
      );
    } else if (action < 0.83) {
      const revoked = devices[below(random, DEVICES - 1)]!.address;
      const from = BigInt(await networkHelpers.time.latest()) - BigInt(below(random, 4 * DAY) - 3_000);
      const send = () => registry.connect(owner).revokeDevice(revoked, from);
      await step("revokeDevice", send, (now) => model.revoke(now, revoked, from));
    } else if (action < 0.9) {
      const amount = BigInt(below(random, 5_000));
      await world.give(amount);
      model.pool += amount;
      funded += amount;
    } else {
      await networkHelpers.time.increase(below(random, 2 * DAY));
      if (random() < 0.3)
        await step(
          "openPeriod",
          () => registry.openPeriod(),
          (now) => model.open(now),
        );
    }
  }
  for (const account of accounts)
    await step(
      "leave",
      () => registry.connect(account).leave(),
      (now) => model.leave(now, account.address),
    );
  expect(await registry.enrolled()).to.equal(0n);
}

/** Name of what comes of it: the step's own, or that of the refusal. */
function booked(book: () => void, name: string): string {
  try {
    book();
    return name;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
