import { expect } from "chai";

import { openRegistry, PAYOUT } from "../../../helpers/uniqueness-registry.ts";
import { flipped, generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(5);
const [A, B, C] = [randomCode(random), randomCode(random), randomCode(random)];

describe("Payouts of the uniqueness registry", () => {
  it("pay who was enrolled before the period, once, the payout of the terms", async () => {
    const { registry, token, alice, enroll, give, nextPeriod } = await openRegistry();
    await enroll(alice, A);
    await give(5n * PAYOUT);
    await nextPeriod();
    await expect(registry.connect(alice).claim())
      .to.emit(registry, "Claimed")
      .withArgs(alice.address, 1, PAYOUT);
    expect(await token.balanceOf(alice)).to.equal(PAYOUT);
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "AlreadyPaid")
      .withArgs(alice.address, 1);
    await nextPeriod();
    await registry.connect(alice).claim();
    expect(await token.balanceOf(registry)).to.equal(3n * PAYOUT);
  });

  it("pay who enrols in a period from the next one on", async () => {
    const { registry, alice, enroll, give, nextPeriod } = await openRegistry();
    await give(PAYOUT);
    const period = await nextPeriod(2n);
    await enroll(alice, A);
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "PaidFromPeriod")
      .withArgs(period + 1n);
    await nextPeriod();
    await registry.connect(alice).claim();
  });

  it("pay nobody who is not enrolled", async () => {
    const { registry, alice, give, nextPeriod } = await openRegistry();
    await give(PAYOUT);
    await nextPeriod();
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "AccountNotEnrolled")
      .withArgs(alice.address);
  });

  it("share a pool that is too small, rounded down, so that everybody can be paid", async () => {
    const { registry, token, alice, bob, carol, enroll, give, nextPeriod } = await openRegistry();
    for (const [account, code] of [
      [alice, A],
      [bob, B],
      [carol, C],
    ] as const)
      await enroll(account, code);
    await give(1_000n);
    const period = await nextPeriod();
    expect(await registry.openShare()).to.deep.equal([period, 333n, false]);
    await expect(registry.openPeriod()).to.emit(registry, "PeriodOpened").withArgs(period, 333, 3);
    expect(await registry.openShare()).to.deep.equal([period, 333n, true]);
    for (const account of [alice, bob, carol]) await registry.connect(account).claim();
    expect(await token.balanceOf(registry)).to.equal(1n);
  });

  it("keep the share of a period whatever arrives or leaves afterwards", async () => {
    const { registry, token, alice, bob, carol, enroll, give, nextPeriod } = await openRegistry();
    await enroll(alice, A);
    await enroll(bob, B);
    await give(1_000n);
    const period = await nextPeriod();
    await registry.connect(alice).claim();
    await give(100_000n);
    await enroll(carol, C);
    await registry.connect(alice).leave();
    await expect(registry.openPeriod()).not.to.emit(registry, "PeriodOpened");
    expect(await registry.openShare()).to.deep.equal([period, 500n, true]);
    await registry.connect(bob).claim();
    expect([await token.balanceOf(alice), await token.balanceOf(bob)]).to.deep.equal([500n, 500n]);
  });

  it("count at the opening whoever was there before the call that opens", async () => {
    const { registry, owner, alice, bob, carol, device, enroll, give, nextPeriod, networkHelpers } =
      await openRegistry();
    await enroll(alice, A);
    await enroll(bob, B);
    await give(1_000n);
    await nextPeriod();
    const opened = (call: unknown, count: number) =>
      expect(call)
        .to.emit(registry, "PeriodOpened")
        .withArgs(1, 1_000 / count, count);
    const snapshot = await networkHelpers.takeSnapshot();
    await opened(enroll(carol, C), 2);
    await snapshot.restore();
    await opened(registry.connect(bob).leave(), 2);
    await snapshot.restore();
    await opened(registry.connect(bob).claim(), 2);
    await snapshot.restore();
    await registry.connect(owner).revokeDevice(device.address, 0);
    await opened(registry.evict(A), 2);
  });

  it("leave what nobody pulled in the pool, and pay it in no later period twice", async () => {
    const { registry, token, alice, enroll, give, nextPeriod } = await openRegistry();
    await enroll(alice, A);
    await give(3n * PAYOUT);
    await nextPeriod(7n);
    await registry.connect(alice).claim();
    await expect(registry.connect(alice).claim()).to.be.revertedWithCustomError(registry, "AlreadyPaid");
    expect(await token.balanceOf(registry)).to.equal(2n * PAYOUT);
  });

  it("come out of what is sent or funded, and nobody takes anything else out", async () => {
    const { registry, token, funder, owner } = await openRegistry();
    await token.mint(funder, 500n);
    await token.approve(registry, 500n);
    await expect(registry.fund(300n)).to.emit(registry, "Funded").withArgs(funder.address, 300);
    await token.transfer(registry, 200n);
    expect(await token.balanceOf(registry)).to.equal(500n);
    await expect(registry.connect(owner).claim()).to.be.revertedWithCustomError(
      registry,
      "AccountNotEnrolled",
    );
  });

  it("open with nothing where nobody is enrolled", async () => {
    const { registry, give, nextPeriod } = await openRegistry();
    await give(PAYOUT);
    const period = await nextPeriod();
    expect(await registry.openShare()).to.deep.equal([period, 0n, false]);
    await expect(registry.openPeriod()).to.emit(registry, "PeriodOpened").withArgs(period, 0, 0);
  });

  it("pay a person once a period who leaves and comes back, or changes the account", async () => {
    const { registry, token, alice, bob, enroll, give, nextPeriod } = await openRegistry();
    await enroll(alice, A);
    await give(100n * PAYOUT);
    await nextPeriod();
    await registry.connect(alice).claim();
    await registry.connect(alice).leave();
    await enroll(alice, flipped(random, A, 4));
    await expect(registry.connect(alice).claim()).to.be.revertedWithCustomError(registry, "PaidFromPeriod");
    await registry.connect(alice).leave();
    await enroll(bob, flipped(random, A, 5));
    await expect(registry.connect(bob).claim()).to.be.revertedWithCustomError(registry, "PaidFromPeriod");
    expect((await token.balanceOf(alice)) + (await token.balanceOf(bob))).to.equal(PAYOUT);
  });
});
