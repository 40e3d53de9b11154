import { expect } from "chai";

import { DAY, deviceKey, openRegistry, PAYOUT, ZERO } from "../../../helpers/uniqueness-registry.ts";
import { flipped, generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(4);
const A = randomCode(random);
const B = randomCode(random);
const DELAY = 3n * BigInt(DAY);
const AGAIN = flipped(random, A, 8);

/** Alice is enrolled and has lost her key; bob is her new account. */
async function lostKey() {
  const world = await openRegistry();
  await world.enroll(world.alice, A);
  return world;
}

/** Bob has asked for alice's enrolment. */
async function asked() {
  const world = await lostKey();
  await world.requestMove(world.bob, AGAIN);
  const [, readyAt, lapsesAt] = await world.registry.pendingMove(A);
  const at = (second: bigint) => world.networkHelpers.time.setNextBlockTimestamp(second);
  return { ...world, readyAt, lapsesAt, at };
}

describe("Moves in the uniqueness registry", () => {
  it("give the enrolment to the new account, with the first code and its times", async () => {
    const { registry, alice, bob, device, readyAt, at } = await asked();
    const before = await registry.enrolmentOf(alice);
    const [account, ready, lapsesAt, coolsUntil] = await registry.pendingMove(A);
    expect([account, ready, lapsesAt, coolsUntil]).to.deep.equal([bob.address, readyAt, readyAt + DELAY, 0n]);
    await at(readyAt);
    await expect(registry.connect(bob).finishMove(A))
      .to.emit(registry, "Moved")
      .withArgs(A, alice.address, bob.address);
    const after = await registry.enrolmentOf(bob);
    expect([after.code, after.enrolledAt, after.device]).to.deep.equal([A, before.enrolledAt, before.device]);
    expect([after.movedAt, after.moveDevice]).to.deep.equal([readyAt - DELAY, device.address]);
    expect((await registry.enrolmentOf(alice)).code).to.equal(0n);
    expect(await registry.accountOf(A)).to.equal(bob.address);
    expect(await registry.enrolled()).to.equal(1n);
    expect(await registry.nearest(A)).to.deep.equal([A, 0n]);
    expect((await registry.pendingMove(A))[0]).to.equal(ZERO);
  });

  it("tell from when they can be finished", async () => {
    const { registry, alice, bob, requestMove, networkHelpers } = await lostKey();
    const now = BigInt(await networkHelpers.time.latest()) + 10n;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(requestMove(bob, AGAIN))
      .to.emit(registry, "MoveRequested")
      .withArgs(A, alice.address, bob.address, now + DELAY);
  });

  it("are asked for within the move's threshold, which is the narrower one", async () => {
    const { registry, bob, requestMove, terms } = await lostKey();
    const far = flipped(random, A, Number(terms.moveThreshold) + 1);
    await expect(requestMove(bob, far)).to.be.revertedWithCustomError(registry, "NobodyLike").withArgs(far);
    await requestMove(bob, flipped(random, A, Number(terms.moveThreshold)));
  });

  it("are finished neither before the delay is over nor after they have lapsed", async () => {
    const { registry, bob, readyAt, lapsesAt, at, networkHelpers } = await asked();
    await at(readyAt - 1n);
    await expect(registry.connect(bob).finishMove(A))
      .to.be.revertedWithCustomError(registry, "MoveNotReady")
      .withArgs(A, readyAt);
    await at(lapsesAt);
    await expect(registry.connect(bob).finishMove(A))
      .to.be.revertedWithCustomError(registry, "NoMovePending")
      .withArgs(A);
    if (BigInt(await networkHelpers.time.latest()) < lapsesAt) await networkHelpers.time.increaseTo(lapsesAt);
    expect(await registry.pendingMove(A)).to.deep.equal([ZERO, 0n, 0n, 0n]);
  });

  it("are finished up to the last second", async () => {
    const { registry, bob, lapsesAt, at } = await asked();
    await at(lapsesAt - 1n);
    await registry.connect(bob).finishMove(A);
  });

  it("are finished by who asked alone, and not while that account is enrolled", async () => {
    const { registry, bob, carol, enroll, readyAt, at } = await asked();
    await enroll(bob, B);
    await at(readyAt);
    await expect(registry.connect(carol).finishMove(A))
      .to.be.revertedWithCustomError(registry, "MoveOfAnother")
      .withArgs(A, bob.address);
    await expect(registry.connect(bob).finishMove(A))
      .to.be.revertedWithCustomError(registry, "AccountEnrolled")
      .withArgs(bob.address, B);
  });

  it("are asked for by accounts that are not enrolled", async () => {
    const { registry, alice, requestMove } = await lostKey();
    await expect(requestMove(alice, AGAIN))
      .to.be.revertedWithCustomError(registry, "AccountEnrolled")
      .withArgs(alice.address, A);
  });

  it("wait one at a time, for a code and for an account, until they lapse", async () => {
    const { registry, bob, carol, dave, enroll, requestMove, lapsesAt, at } = await asked();
    await enroll(dave, B);
    await expect(requestMove(carol, AGAIN))
      .to.be.revertedWithCustomError(registry, "MovePending")
      .withArgs(A, bob.address);
    await expect(requestMove(bob, B))
      .to.be.revertedWithCustomError(registry, "MovePending")
      .withArgs(A, bob.address);
    await at(lapsesAt);
    await requestMove(carol, AGAIN, { deadline: lapsesAt });
    await requestMove(bob, B);
    expect((await registry.pendingMove(A))[0]).to.equal(carol.address);
    expect((await registry.pendingMove(B))[0]).to.equal(bob.address);
  });

  it("end when the old account objects, and are not asked for again for as long as the delay", async () => {
    const { registry, alice, bob, carol, requestMove, readyAt, at } = await asked();
    const objection = readyAt + 5n;
    await at(objection);
    await expect(registry.connect(alice).objectToMove())
      .to.emit(registry, "MoveObjected")
      .withArgs(A, alice.address, bob.address, objection + DELAY);
    await expect(registry.connect(bob).finishMove(A)).to.be.revertedWithCustomError(
      registry,
      "NoMovePending",
    );
    expect(await registry.pendingMove(A)).to.deep.equal([ZERO, 0n, 0n, objection + DELAY]);
    await at(objection + DELAY - 1n);
    await expect(requestMove(carol, AGAIN, { deadline: objection + DELAY }))
      .to.be.revertedWithCustomError(registry, "MoveCooling")
      .withArgs(A, objection + DELAY);
    await at(objection + DELAY);
    await requestMove(carol, AGAIN, { deadline: objection + DELAY });
  });

  it("are objected to by who is enrolled, when there is something to object to", async () => {
    const { registry, alice, bob } = await lostKey();
    await expect(registry.connect(bob).objectToMove())
      .to.be.revertedWithCustomError(registry, "AccountNotEnrolled")
      .withArgs(bob.address);
    await expect(registry.connect(alice).objectToMove())
      .to.be.revertedWithCustomError(registry, "NoMovePending")
      .withArgs(A);
  });

  it("end with the enrolment that they are about", async () => {
    const { registry, alice, bob, enroll, readyAt, at } = await asked();
    await registry.connect(alice).leave();
    await enroll(alice, A);
    await at(readyAt);
    await expect(registry.connect(bob).finishMove(A)).to.be.revertedWithCustomError(
      registry,
      "NoMovePending",
    );
  });

  it("are not finished once the enrolment is frozen, or the device that signed for the move is revoked", async () => {
    const world = await lostKey();
    const { registry, owner, bob, device, requestMove, networkHelpers } = world;
    const other = deviceKey("two");
    await registry.connect(owner).addDevice(other.address, 10);
    await requestMove(bob, AGAIN, { device: other });
    const [, readyAt] = await registry.pendingMove(A);
    await networkHelpers.time.increaseTo(readyAt);
    const snapshot = await networkHelpers.takeSnapshot();
    await registry.connect(owner).revokeDevice(device.address, 0);
    await expect(registry.connect(bob).finishMove(A))
      .to.be.revertedWithCustomError(registry, "EnrolmentFrozen")
      .withArgs(A);
    await snapshot.restore();
    // From the second in which it was asked for on.
    await registry.connect(owner).revokeDevice(other.address, readyAt - DELAY + 1n);
    const unharmed = await networkHelpers.takeSnapshot();
    await registry.connect(bob).finishMove(A);
    expect(await registry.isFrozen(A)).to.equal(false);
    await unharmed.restore();
    await registry.connect(owner).revokeDevice(other.address, readyAt - DELAY);
    await expect(registry.connect(bob).finishMove(A))
      .to.be.revertedWithCustomError(registry, "MoveDeviceRevoked")
      .withArgs(A, other.address);
  });

  it("asked for with a stolen key keep nobody waiting once the key is revoked", async () => {
    const { registry, owner, bob, carol, dave, enroll, requestMove } = await lostKey();
    const stolen = deviceKey("stolen");
    await registry.connect(owner).addDevice(stolen.address, 10);
    await enroll(dave, B);
    await requestMove(bob, AGAIN, { device: stolen });
    await expect(requestMove(carol, AGAIN)).to.be.revertedWithCustomError(registry, "MovePending");
    await expect(requestMove(bob, B)).to.be.revertedWithCustomError(registry, "MovePending");
    await registry.connect(owner).revokeDevice(stolen.address, 0);
    await requestMove(carol, AGAIN);
    await requestMove(bob, B);
    expect((await registry.pendingMove(A))[0]).to.equal(carol.address);
  });

  it("leave an enrolment frozen by either device that vouched for it", async () => {
    const { registry, owner, bob, device, requestMove, networkHelpers } = await lostKey();
    const other = deviceKey("two");
    await registry.connect(owner).addDevice(other.address, 10);
    await requestMove(bob, AGAIN, { device: other });
    await networkHelpers.time.increase(DELAY);
    await registry.connect(bob).finishMove(A);
    for (const { address } of [device, other]) {
      const snapshot = await networkHelpers.takeSnapshot();
      await registry.connect(owner).revokeDevice(address, 0);
      expect(await registry.isFrozen(A)).to.equal(true);
      await snapshot.restore();
    }
  });

  it("carry along what was paid", async () => {
    const { registry, alice, bob, give, nextPeriod, readyAt, at } = await asked();
    await give(10n * PAYOUT);
    await nextPeriod(3n);
    await registry.connect(alice).claim();
    const period = await registry.currentPeriod();
    await at(readyAt + 60n);
    await registry.connect(bob).finishMove(A);
    expect(await registry.currentPeriod()).to.equal(period);
    await expect(registry.connect(bob).claim())
      .to.be.revertedWithCustomError(registry, "AlreadyPaid")
      .withArgs(bob.address, period);
    await nextPeriod();
    await registry.connect(bob).claim();
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "AccountNotEnrolled")
      .withArgs(alice.address);
  });
});
