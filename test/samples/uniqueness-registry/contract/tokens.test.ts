import { expect } from "chai";

import { ENROLL, openRegistry, PAYOUT } from "../../../helpers/uniqueness-registry.ts";
import { generator, randomCode } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(6);
const [A, B] = [randomCode(random), randomCode(random)];

/** Alice and bob are enrolled, and the next period has begun. */
async function twoEnrolled(token: string, pool: bigint) {
  const world = await openRegistry({ token, terms: { threshold: 7n, moveThreshold: 7n } });
  await world.enroll(world.alice, A);
  await world.enroll(world.bob, B);
  await world.give(pool);
  await world.nextPeriod();
  return world;
}

describe("Tokens of the uniqueness registry that misbehave", () => {
  it("that take a fee cost who receives, and the pool is counted as it is", async () => {
    const { registry, token, alice, funder } = await twoEnrolled("FeeOnTransferToken", 1_000n);
    await token.mint(funder, 100n);
    await token.approve(registry, 100n);
    await expect(registry.fund(100n)).to.emit(registry, "Funded").withArgs(funder.address, 99);
    await registry.connect(alice).claim();
    expect(await token.balanceOf(alice)).to.equal(1_099n / 2n - 1n);
  });

  it("that say false pay nothing, and nobody counts as paid", async () => {
    const world = await twoEnrolled("FalseToken", 2n * PAYOUT);
    const { registry, ethers, token, alice } = world;
    await (await ethers.getContractAt("FalseToken", await token.getAddress())).refuse();
    await expect(registry.connect(alice).claim())
      .to.be.revertedWithCustomError(registry, "SafeERC20FailedOperation")
      .withArgs(await token.getAddress());
    expect((await registry.enrolmentOf(alice)).paidThrough).to.equal(0n);
    await expect(registry.fund(0n)).to.be.revertedWithCustomError(registry, "SafeERC20FailedOperation");
  });

  it("that say nothing are paid all the same", async () => {
    const { registry, token, alice } = await twoEnrolled("SilentToken", 2n * PAYOUT);
    await registry.connect(alice).claim();
    expect(await token.balanceOf(alice)).to.equal(PAYOUT);
  });

  it("whose balances shrink leave the last without, until the next period shares what is there", async () => {
    const world = await twoEnrolled("ShiftyToken", 1_000n);
    const { registry, ethers, token, alice, bob } = world;
    const shifty = await ethers.getContractAt("ShiftyToken", await token.getAddress());
    await registry.connect(alice).claim();
    await shifty.setBalance(registry, 400n);
    await expect(registry.connect(bob).claim()).to.be.revertedWithCustomError(
      token,
      "ERC20InsufficientBalance",
    );
    await world.nextPeriod();
    await registry.connect(bob).claim();
    expect(await token.balanceOf(bob)).to.equal(200n);
  });

  it("that call out reach neither a claim nor the funding while either is under way", async () => {
    const world = await openRegistry({ token: "HookedToken", terms: { threshold: 7n, moveThreshold: 7n } });
    const { registry, ethers, token, alice, funder } = world;
    const hooked = await ethers.getContractAt("HookedToken", await token.getAddress());
    const account = await ethers.deployContract("HookedAccount");
    const at = await account.getAddress();
    const enrolment = await world.capture(at, ENROLL, A);
    await account.run(registry, 0, registry.interface.encodeFunctionData("enroll", [...enrolment]));
    await world.enroll(alice, B);
    await world.give(1_000n);
    await token.mint(funder, 1_000n);
    await token.approve(registry, 1_000n);
    await token.mint(account, 10n);
    const approval = token.interface.encodeFunctionData("approve", [await registry.getAddress(), 10n]);
    await account.run(token, 0, approval);
    await world.nextPeriod();
    const claim = registry.interface.encodeFunctionData("claim");
    const fund = registry.interface.encodeFunctionData("fund", [10n]);
    const outer = [() => registry.connect(alice).claim(), () => registry.fund(100n)];
    for (const inner of [claim, fund]) {
      for (const call of outer) {
        await hooked.hook(account, registry, inner);
        await expect(call()).to.be.revertedWithCustomError(registry, "ReentrancyGuardReentrantCall");
      }
    }
    // One after the other is nobody's harm.
    await hooked.hook(ethers.ZeroAddress, ethers.ZeroAddress, "0x");
    for (const call of outer) await call();
    await account.run(registry, 0, claim);
    await account.run(registry, 0, fund);
  });
});
