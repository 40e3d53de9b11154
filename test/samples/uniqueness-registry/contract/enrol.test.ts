import { expect } from "chai";

import { openRegistry } from "../../../helpers/uniqueness-registry.ts";
import { flipped, generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(1);
const CODE = randomCode(random);
const OTHER = randomCode(random);

describe("Enrolment in the uniqueness registry", () => {
  it("records account, code, device and time", async () => {
    const { registry, enroll, alice, device, networkHelpers } = await openRegistry();
    await expect(enroll(alice, CODE))
      .to.emit(registry, "Enrolled")
      .withArgs(alice.address, CODE, device.address);
    const now = BigInt(await networkHelpers.time.latest());
    const { code, enrolledAt, paidThrough, device: by, movedAt } = await registry.enrolmentOf(alice);
    expect([code, enrolledAt, paidThrough, by, movedAt]).to.deep.equal([CODE, now, 0n, device.address, 0n]);
    expect(await registry.accountOf(CODE)).to.equal(alice.address);
    expect(await registry.enrolled()).to.equal(1n);
  });

  it("refuses whoever is within the threshold, and nobody one bit farther", async () => {
    const { registry, enroll, alice, bob, terms } = await openRegistry();
    await enroll(alice, CODE);
    const threshold = Number(terms.threshold);
    await expect(enroll(bob, flipped(random, CODE, threshold)))
      .to.be.revertedWithCustomError(registry, "AlreadyEnrolled")
      .withArgs(CODE, threshold);
    await expect(enroll(bob, CODE))
      .to.be.revertedWithCustomError(registry, "AlreadyEnrolled")
      .withArgs(CODE, 0);
    const stranger = flipped(random, CODE, threshold + 1);
    expect(await registry.nearest(stranger)).to.deep.equal([0n, 0n]);
    await enroll(bob, stranger);
    expect(await registry.nearest(flipped(random, CODE, 3))).to.deep.equal([CODE, 3n]);
  });

  it("gives an account one enrolment", async () => {
    const { registry, enroll, alice } = await openRegistry();
    await enroll(alice, CODE);
    await expect(enroll(alice, OTHER))
      .to.be.revertedWithCustomError(registry, "AccountEnrolled")
      .withArgs(alice.address, CODE);
  });

  it("refuses codes that no finger gives: fewer than 16 bits set, or more than 112", async () => {
    const { registry, enroll, alice, bob } = await openRegistry();
    const low = (1n << 16n) - 1n;
    const high = (1n << 112n) - 1n;
    for (const code of [0n, low >> 1n, (high << 1n) | 1n, (1n << 128n) - 1n]) {
      await expect(enroll(alice, code))
        .to.be.revertedWithCustomError(registry, "CodeDegenerate")
        .withArgs(code);
    }
    await enroll(alice, low);
    await enroll(bob, high);
  });

  it("reads chunks of sixteen bits only", async () => {
    const { registry, capture, alice } = await openRegistry();
    const { R } = await import("../../../helpers/calldata.ts");
    for (const [felt, value] of [
      [65_536n, 65_536n],
      [R - 1n, -1n],
    ] as const) {
      const [proof, instances, deadline, signature] = await capture(
        alice.address,
        await registry.ACT_ENROLL(),
        CODE,
      );
      instances[4] = felt;
      await expect(registry.connect(alice).enroll(proof, instances, deadline, signature))
        .to.be.revertedWithCustomError(registry, "CodeChunkOutOfRange")
        .withArgs(2, value);
    }
  });

  it("takes an account out when it leaves, and lets the person come back with a new capture", async () => {
    const { registry, enroll, alice, bob } = await openRegistry();
    await enroll(alice, CODE);
    await enroll(bob, OTHER);
    await expect(registry.connect(alice).leave()).to.emit(registry, "Left").withArgs(alice.address, CODE);
    expect((await registry.enrolmentOf(alice)).code).to.equal(0n);
    expect(await registry.accountOf(CODE)).to.equal("0x0000000000000000000000000000000000000000");
    expect(await registry.enrolled()).to.equal(1n);
    expect(await registry.nearest(CODE)).to.deep.equal([0n, 0n]);
    await expect(registry.connect(alice).leave())
      .to.be.revertedWithCustomError(registry, "AccountNotEnrolled")
      .withArgs(alice.address);
    await enroll(alice, flipped(random, CODE, 5));
  });
});
