import { expect } from "chai";

import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const TIMEOUT = 120_000;
const DOLLARS = 10n ** 6n;

describe("A dormant trading vault", function () {
  this.timeout(TIMEOUT);
  let world: OpenVault;

  before(async () => {
    world = await openVault({ dormantAfter: 2n });
    await world.deposit(world.alice, 1_000n * DOLLARS);
    await world.fund(world.bob, 1_000n * DOLLARS);
    await world.nextDay();
    await world.rebalance(world.carol, 0.5);
  });

  it("says so after as many epochs without a proof, refuses deposits, lets everybody leave, and wakes with the next proof", async () => {
    const { vault, ring, alice, bob } = world;
    const last = world.today();
    for (let missed = 1n; missed <= 3n; missed++) {
      await world.nextDay();
      await ring.observe(world.today(), [world.today()]);
      expect(await vault.isDormant(), `${missed} missed`).to.equal(missed > 2n);
      expect((await vault.state()).dormant).to.equal(missed > 2n);
      expect((await vault.maxDeposit(bob)) === 0n).to.equal(missed > 2n);
      expect((await vault.maxMint(bob)) === 0n).to.equal(missed > 2n);
    }
    for (const attempt of [
      () => vault.connect(bob).deposit(10n ** 6n, bob),
      () => vault.connect(bob).mint(1n, bob),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(vault, "VaultDormant")
        .withArgs(last, last + 3n);
    }
    const quarter = (await vault.balanceOf(alice)) / 4n;
    await vault.connect(alice).redeem(quarter, alice, alice);
    await vault.connect(alice).withdraw(10n * DOLLARS, alice, alice);
    await vault.connect(alice).exit(quarter, alice, alice);

    await world.rebalance(world.carol, 0.5);
    expect(await vault.isDormant()).to.equal(false);
    await vault.connect(bob).deposit(1_000n * DOLLARS, bob);
  });
});
