import { expect } from "chai";

import { deviceKey, openRegistry, PAYOUT, type OpenRegistry } from "../../../helpers/uniqueness-registry.ts";
import { flipped, generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(3);
const [A, B] = [randomCode(random), randomCode(random)];

describe("Freezing and eviction in the uniqueness registry", () => {
  it("freezes what a device signed for from the very second of its revocation on, and nothing before", async () => {
    const { registry, owner, alice, bob, device, enroll } = await openRegistry();
    await enroll(alice, A);
    await enroll(bob, B);
    const { enrolledAt } = await registry.enrolmentOf(bob);
    await registry.connect(owner).revokeDevice(device.address, enrolledAt);
    expect([await registry.isFrozen(A), await registry.isFrozen(B)]).to.deep.equal([false, true]);
    await registry.connect(owner).revokeDevice(device.address, 0);
    expect(await registry.isFrozen(A)).to.equal(true);
  });

  it("does not freeze what another device signed for, nor what nobody is enrolled with", async () => {
    const { registry, owner, alice, device, enroll } = await openRegistry();
    const other = deviceKey("two");
    await registry.connect(owner).addDevice(other.address, 10);
    await enroll(alice, A, { device: other });
    await registry.connect(owner).revokeDevice(device.address, 0);
    expect([await registry.isFrozen(A), await registry.isFrozen(B)]).to.deep.equal([false, false]);
  });

  it("evicts for anybody, what is frozen and enrolled alone", async () => {
    const { registry, owner, alice, bob, eve, device, enroll } = await openRegistry();
    await enroll(alice, A);
    await enroll(bob, B);
    const anybody = registry.connect(eve);
    await expect(anybody.evict(A)).to.be.revertedWithCustomError(registry, "NotFrozen").withArgs(A);
    await expect(anybody.evict(A + 1n))
      .to.be.revertedWithCustomError(registry, "CodeNotEnrolled")
      .withArgs(A + 1n);
    await registry.connect(owner).revokeDevice(device.address, 0);
    await expect(anybody.evict(A)).to.emit(registry, "Evicted").withArgs(alice.address, A);
    expect(await registry.enrolled()).to.equal(1n);
    expect((await registry.enrolmentOf(alice)).code).to.equal(0n);
    await expect(anybody.evict(A)).to.be.revertedWithCustomError(registry, "CodeNotEnrolled").withArgs(A);
  });

  it("tells who is kept out by something frozen, who may come in once it is evicted", async () => {
    const world = await openRegistry();
    const { registry, alice, bob } = world;
    const device = await frozenFor(world);
    const near = flipped(random, A, 9);
    await expect(world.enroll(bob, near, { device }))
      .to.be.revertedWithCustomError(registry, "FrozenInTheWay")
      .withArgs(A);
    await expect(world.requestMove(bob, near, { device }))
      .to.be.revertedWithCustomError(registry, "FrozenInTheWay")
      .withArgs(A);
    await registry.evict(A);
    await world.enroll(bob, near, { device });
    // The account that was evicted may come back as well, with what an honest device signs.
    await world.enroll(alice, B, { device });
  });

  it("pays nothing to what is frozen, which may leave", async () => {
    const world = await openRegistry();
    const { registry, alice } = world;
    await frozenFor(world);
    await world.give(PAYOUT);
    await world.nextPeriod();
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "EnrolmentFrozen")
      .withArgs(A);
    await registry.connect(alice).leave();
    expect(await registry.enrolled()).to.equal(0n);
  });
});

/** Alice is enrolled by a device that is then revoked; returns another one. */
async function frozenFor({ registry, owner, alice, device, enroll }: OpenRegistry) {
  const other = deviceKey("two");
  await registry.connect(owner).addDevice(other.address, 10);
  await enroll(alice, A);
  await registry.connect(owner).revokeDevice(device.address, 0);
  return other;
}
