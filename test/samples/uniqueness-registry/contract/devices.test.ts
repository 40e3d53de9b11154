import { expect } from "chai";

import { DAY, deviceKey, openRegistry } from "../../../helpers/uniqueness-registry.ts";
import { generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(2);
const codes = Array.from({ length: 6 }, () => randomCode(random));

describe("Capture devices of the uniqueness registry", () => {
  it("are added and revoked by the owner alone", async () => {
    const { registry, alice, owner } = await openRegistry();
    const { address } = deviceKey("two");
    const stranger = registry.connect(alice);
    for (const call of [stranger.addDevice(address, 1), stranger.revokeDevice(address, 0)]) {
      await expect(call)
        .to.be.revertedWithCustomError(registry, "OwnableUnauthorizedAccount")
        .withArgs(alice.address);
    }
    await expect(registry.connect(owner).addDevice(address, 7))
      .to.emit(registry, "DeviceAdded")
      .withArgs(address, 7);
    const { addedAt, dailyLimit, revoked } = await registry.device(address);
    expect([addedAt > 0n, dailyLimit, revoked]).to.deep.equal([true, 7n, false]);
  });

  it("are handed to another owner in two steps", async () => {
    const { registry, alice, owner } = await openRegistry();
    await registry.connect(owner).transferOwnership(alice);
    expect(await registry.owner()).to.equal(owner.address);
    await registry.connect(alice).acceptOwnership();
    await registry.connect(alice).addDevice(deviceKey("two").address, 1);
  });

  it("are added once, and never again after they were revoked", async () => {
    const { registry, owner, device } = await openRegistry();
    const governed = registry.connect(owner);
    const again = () => governed.addDevice(device.address, 1);
    await expect(again()).to.be.revertedWithCustomError(registry, "DeviceKnown").withArgs(device.address);
    await governed.revokeDevice(device.address, 0);
    await expect(again()).to.be.revertedWithCustomError(registry, "DeviceKnown").withArgs(device.address);
  });

  it("that nobody added count for nothing", async () => {
    const { registry, owner, alice, enroll } = await openRegistry();
    const device = deviceKey("stranger");
    await expect(enroll(alice, codes[0]!, { device }))
      .to.be.revertedWithCustomError(registry, "UnknownDevice")
      .withArgs(device.address);
    await expect(registry.connect(owner).revokeDevice(device.address, 0))
      .to.be.revertedWithCustomError(registry, "UnknownDevice")
      .withArgs(device.address);
  });

  it("sign for nothing any more once they are revoked, from whatever moment on", async () => {
    const { registry, owner, alice, device, enroll, networkHelpers } = await openRegistry();
    const from = await networkHelpers.time.latest();
    await expect(registry.connect(owner).revokeDevice(device.address, from))
      .to.emit(registry, "DeviceRevoked")
      .withArgs(device.address, from);
    await expect(enroll(alice, codes[0]!))
      .to.be.revertedWithCustomError(registry, "DeviceIsRevoked")
      .withArgs(device.address, from);
  });

  it("are revoked from a moment that has come, and later only from an earlier one", async () => {
    const { registry, owner, device, networkHelpers } = await openRegistry();
    const governed = registry.connect(owner);
    const now = (await networkHelpers.time.latest()) + 100;
    const revokeAtNow = async (from: number) => {
      await networkHelpers.time.setNextBlockTimestamp(now);
      return governed.revokeDevice(device.address, from);
    };
    await expect(revokeAtNow(now + 1))
      .to.be.revertedWithCustomError(registry, "RevocationInFuture")
      .withArgs(now + 1, now);
    await networkHelpers.time.increaseTo(now + 1);
    await governed.revokeDevice(device.address, now + 2);
    for (const from of [now + 2, now + 3]) {
      await expect(governed.revokeDevice(device.address, from))
        .to.be.revertedWithCustomError(registry, "RevocationNotEarlier")
        .withArgs(from, now + 2);
    }
    await governed.revokeDevice(device.address, now + 1);
    expect((await registry.device(device.address)).revokedFrom).to.equal(BigInt(now + 1));
  });

  it("are believed so many times a day, of UTC", async () => {
    const { registry, owner, alice, bob, carol, dave, enroll, requestMove, networkHelpers } =
      await openRegistry();
    const device = deviceKey("two");
    await registry.connect(owner).addDevice(device.address, 2);
    const today = Math.floor((await networkHelpers.time.latest()) / DAY) + 1;
    await networkHelpers.time.increaseTo(today * DAY);
    await enroll(alice, codes[0]!, { device });
    await requestMove(bob, codes[0]!, { device });
    await expect(enroll(carol, codes[1]!, { device }))
      .to.be.revertedWithCustomError(registry, "DeviceDayFull")
      .withArgs(device.address, today, 2);
    await enroll(dave, codes[2]!);
    await networkHelpers.time.increaseTo((today + 1) * DAY - 10);
    await expect(enroll(carol, codes[1]!, { device })).to.be.revertedWithCustomError(
      registry,
      "DeviceDayFull",
    );
    await networkHelpers.time.increaseTo((today + 1) * DAY);
    await enroll(carol, codes[1]!, { device });
    expect((await registry.device(device.address)).acceptedThatDay).to.equal(1n);
  });

  it("sign until a deadline, to the second", async () => {
    const { registry, alice, enroll, networkHelpers } = await openRegistry();
    const deadline = BigInt(await networkHelpers.time.latest()) + 50n;
    await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
    await expect(enroll(alice, codes[0]!, { deadline }))
      .to.be.revertedWithCustomError(registry, "CaptureExpired")
      .withArgs(deadline, deadline + 1n);
    const last = deadline + 100n;
    await networkHelpers.time.setNextBlockTimestamp(last);
    await enroll(alice, codes[0]!, { deadline: last });
  });
});
