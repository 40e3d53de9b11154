import { expect } from "chai";

import { R } from "../../../helpers/calldata.ts";
import { DAY, LAYOUT, MODEL, openRegistry } from "../../../helpers/uniqueness-registry.ts";
import { chunkOf, distanceOf } from "../../../helpers/uniqueness-registry-codes.ts";
import { loadProof, type RecordedProof } from "../../../helpers/vectors.ts";

const vector = (name: string) => loadProof(MODEL, name);
const codeOf = ({ instances }: RecordedProof) =>
  instances
    .slice(LAYOUT.code, LAYOUT.code + LAYOUT.chunks)
    .reduce((code, chunk) => (code << 16n) | chunk, 0n);

/** A registry on the real verifier; account i is the one that the recorded proofs number so. */
async function real(options: { chainId?: number } = {}) {
  const world = await openRegistry({ real: true, ...options });
  const accounts = await world.ethers.getSigners();
  const account = (i: number) => accounts[i]!;
  return { ...world, account };
}

describe("Attack on the uniqueness registry: proofs", function () {
  this.timeout(120_000);

  it("the same finger again, with fresh noise, for another account: AlreadyEnrolled", async () => {
    const { registry, account, submitRecorded, terms } = await real();
    const [first, second] = [vector("ann-1"), vector("ann-2")];
    const distance = distanceOf(codeOf(first), codeOf(second));
    expect(distance).to.be.within(1, Number(terms.threshold));
    await expect(submitRecorded(account(1), first)).to.emit(registry, "Enrolled");
    expect((await registry.enrolmentOf(account(1))).code).to.equal(codeOf(first));
    await expect(submitRecorded(account(2), second))
      .to.be.revertedWithCustomError(registry, "AlreadyEnrolled")
      .withArgs(codeOf(first), distance);
    // Other people are let in.
    for (const [i, name] of [
      [5, "bob-5"],
      [6, "cid-1"],
      [7, "dee-1"],
    ] as const)
      await submitRecorded(account(i), vector(name));
    expect(await registry.enrolled()).to.equal(4n);
  });

  it("another's proof, copied and mined first, with a signature of one's own: EzklContextMismatch", async () => {
    const { registry, account, submitRecorded } = await real();
    await expect(submitRecorded(account(2), vector("ann-1"))).to.be.revertedWithCustomError(
      registry,
      "EzklContextMismatch",
    );
    await submitRecorded(account(1), vector("ann-1"));
  });

  it("another's proof and signature: UnknownDevice", async () => {
    const { registry, account, submitRecorded } = await real();
    const signed = { account: account(1).address };
    await expect(submitRecorded(account(2), vector("ann-1"), { signed })).to.be.revertedWithCustomError(
      registry,
      "UnknownDevice",
    );
  });

  it("the image swapped after the device has signed: UnknownDevice; its hash pasted over: EzklContextMismatch", async () => {
    const { registry, account, submitRecorded } = await real();
    const [ann, bob] = [vector("ann-1"), vector("bob-1")];
    const imageHash = bob.instances[LAYOUT.imageHash]!;
    await expect(submitRecorded(account(1), ann, { signed: { imageHash } })).to.be.revertedWithCustomError(
      registry,
      "UnknownDevice",
    );
    const pasted = { ...ann, instances: ann.instances.with(LAYOUT.imageHash, imageHash) };
    await expect(submitRecorded(account(1), pasted)).to.be.revertedWithCustomError(
      registry,
      "EzklContextMismatch",
    );
  });

  it("a code with a bit flipped, or another's: EzklConsumerProofRejected", async () => {
    const { registry, account, submitRecorded } = await real();
    const [ann, bob] = [vector("ann-1"), vector("bob-1")];
    for (let bit = 0; bit < 128; bit += 9) {
      const code = codeOf(ann) ^ (1n << BigInt(bit));
      const instances = [...ann.instances];
      for (let i = 0; i < LAYOUT.chunks; i++) instances[LAYOUT.code + i] = BigInt(chunkOf(code, i));
      await expect(
        submitRecorded(account(1), { ...ann, instances }),
        `bit ${bit}`,
      ).to.be.revertedWithCustomError(registry, "EzklConsumerProofRejected");
    }
    const instances = [...ann.instances];
    instances.splice(
      LAYOUT.code,
      LAYOUT.chunks,
      ...bob.instances.slice(LAYOUT.code, LAYOUT.code + LAYOUT.chunks),
    );
    await expect(submitRecorded(account(1), { ...ann, instances })).to.be.revertedWithCustomError(
      registry,
      "EzklConsumerProofRejected",
    );
  });

  it("instances that are others modulo the field, or too many or few: named errors", async () => {
    const { registry, account, submitRecorded } = await real();
    const ann = vector("ann-1");
    const chunk = LAYOUT.code + 3;
    const wrapped = { ...ann, instances: ann.instances.with(chunk, ann.instances[chunk]! + R) };
    await expect(submitRecorded(account(1), wrapped))
      .to.be.revertedWithCustomError(registry, "EzklConsumerInstanceOutOfRange")
      .withArgs(chunk, wrapped.instances[chunk]);
    for (const instances of [[...ann.instances, 0n], ann.instances.slice(0, -1)]) {
      await expect(submitRecorded(account(1), { ...ann, instances }))
        .to.be.revertedWithCustomError(registry, "BiometricCodeStatementInstanceCount")
        .withArgs(instances.length);
    }
  });

  it("a capture used again after leaving: EzklConsumerNullifierSpent; a fresh one of the finger comes back", async () => {
    const { registry, account, submitRecorded } = await real();
    await submitRecorded(account(1), vector("ann-1"));
    await expect(submitRecorded(account(1), vector("ann-1"))).to.be.revertedWithCustomError(
      registry,
      "AccountEnrolled",
    );
    await registry.connect(account(1)).leave();
    await expect(submitRecorded(account(1), vector("ann-1"))).to.be.revertedWithCustomError(
      registry,
      "EzklConsumerNullifierSpent",
    );
    await submitRecorded(account(1), vector("ann-back"));
  });

  it("a proof for the other act, with a device that signs for it: EzklContextMismatch", async () => {
    const { registry, account, capture, submitRecorded } = await real();
    await submitRecorded(account(1), vector("ann-1"));
    const move = vector("ann-move");
    const imageHash = move.instances[LAYOUT.imageHash]!;
    const [, , deadline, signature] = await capture(account(3).address, await registry.ACT_ENROLL(), 1n, {
      imageHash,
    });
    await expect(
      registry.connect(account(3)).enroll(move.proof, move.instances, deadline, signature),
    ).to.be.revertedWithCustomError(registry, "EzklContextMismatch");
    const enrolment = vector("ann-2");
    const hash = enrolment.instances[LAYOUT.imageHash]!;
    const [, , until, signed] = await capture(account(2).address, await registry.ACT_MOVE(), 1n, {
      imageHash: hash,
    });
    await expect(
      registry.connect(account(2)).requestMove(enrolment.proof, enrolment.instances, until, signed),
    ).to.be.revertedWithCustomError(registry, "EzklContextMismatch");
  });

  it("two moves of one finger at once: MovePending; after an objection: MoveCooling; then finished", async () => {
    const { registry, account, submitRecorded, networkHelpers } = await real();
    await submitRecorded(account(1), vector("ann-1"));
    const code = codeOf(vector("ann-1"));
    await submitRecorded(account(3), vector("ann-move"));
    const another = () => submitRecorded(account(4), vector("ann-move-4"));
    await expect(another())
      .to.be.revertedWithCustomError(registry, "MovePending")
      .withArgs(code, account(3).address);
    await registry.connect(account(1)).objectToMove();
    await expect(another()).to.be.revertedWithCustomError(registry, "MoveCooling");
    await networkHelpers.time.increase(3 * DAY);
    await another();
    await networkHelpers.time.increase(3 * DAY);
    await registry.connect(account(4)).finishMove(code);
    expect((await registry.enrolmentOf(account(4))).code).to.equal(code);
  });

  it("a proof made for another chain: EzklContextMismatch, though the device signs for this one", async () => {
    const { registry, account, submitRecorded } = await real({ chainId: 31338 });
    await expect(submitRecorded(account(1), vector("ann-1"))).to.be.revertedWithCustomError(
      registry,
      "EzklContextMismatch",
    );
  });

  it("a proof made for a sibling registry: EzklContextMismatch", async () => {
    const world = await real();
    const { registry, ethers, token, account, device, owner, sign } = world;
    const sibling = await ethers.deployContract("UniquenessRegistry", [
      world.verifier,
      world.codeHash,
      await token.getAddress(),
      { ...world.terms, owner: owner.address },
    ]);
    await sibling.connect(owner).addDevice(device.address, 10);
    const { proof, instances } = vector("ann-1");
    const capture = {
      imageHash: instances[LAYOUT.imageHash]!,
      account: account(1).address,
      act: await registry.ACT_ENROLL(),
      deadline: 2n ** 40n,
    };
    const send = (signature: string) =>
      sibling.connect(account(1)).enroll(proof, instances, capture.deadline, signature);
    await expect(send(await sign(capture))).to.be.revertedWithCustomError(sibling, "UnknownDevice");
    const domain = { verifyingContract: await sibling.getAddress() };
    await expect(send(await sign(capture, { domain }))).to.be.revertedWithCustomError(
      sibling,
      "EzklContextMismatch",
    );
  });
});
