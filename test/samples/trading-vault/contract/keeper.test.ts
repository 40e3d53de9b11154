import { expect } from "chai";

import { vaultsMadeOnce } from "../../../helpers/trading-vault.ts";

const TIMEOUT = 120_000;
const DOLLARS = 10n ** 6n;
const openVault = vaultsMadeOnce();

describe("The trading vault's keeper", function () {
  this.timeout(TIMEOUT);

  for (const [what, keeperFee, deposited] of [
    ["its fee in full where that is less than a basis point", 3n * DOLLARS, 100_000n * DOLLARS],
    ["a basis point where that is less", 3n * DOLLARS, 20_000n * DOLLARS],
    ["nothing where no fee is set", 0n, 20_000n * DOLLARS],
  ] as const) {
    it(`gets ${what}, in shares worth no more`, async () => {
      const world = await openVault({ terms: { keeperFee } });
      const { vault, alice, bob } = world;
      await world.deposit(alice, deposited);
      await world.nextDay();
      await world.rebalance(bob, 0.5);
      const worthOfShares = await vault.convertToAssets(await vault.balanceOf(bob));
      const basisPoint = (await vault.totalAssets()) / 10_000n;
      const fee = keeperFee < basisPoint ? keeperFee : basisPoint;
      expect(worthOfShares <= fee && worthOfShares + 1n >= fee, `${worthOfShares} of ${fee}`).to.equal(true);
    });
  }

  it("is paid for an epoch without a trade too", async () => {
    const world = await openVault({ terms: { keeperFee: DOLLARS } });
    await world.deposit(world.alice, 100_000n * DOLLARS);
    await world.nextDay();
    await world.rebalance(world.bob, 0);
    expect((await world.vault.balanceOf(world.bob)) > 0n).to.equal(true);
  });

  it("is paid once for an epoch, and for none that was missed", async () => {
    const world = await openVault({ terms: { keeperFee: DOLLARS }, dormantAfter: 1n });
    const { vault, alice, bob, ring } = world;
    await world.deposit(alice, 100_000n * DOLLARS);
    for (let i = 0; i < 3; i++) {
      await world.nextDay();
      await ring.observe(world.today(), [world.today()]);
    }
    await world.rebalance(bob, 0);
    const shares = await vault.balanceOf(bob);
    await expect(world.rebalance(bob, 0))
      .to.be.revertedWithCustomError(vault, "VaultEpochDone")
      .withArgs(world.today(), world.today());
    expect((await vault.convertToAssets(shares)) <= DOLLARS).to.equal(true);
  });

  it("gains nobody anything from a vault that nobody holds, but may wake it", async () => {
    const world = await openVault({ terms: { keeperFee: DOLLARS }, dormantAfter: 1n });
    const { vault, bob, ring } = world;
    for (let i = 0; i < 2; i++) {
      await world.nextDay();
      await ring.observe(world.today(), [world.today()]);
    }
    expect(await vault.isDormant()).to.equal(true);
    await world.rebalance(bob, 1);
    expect(await vault.isDormant()).to.equal(false);
    expect(await vault.totalSupply()).to.equal(0n);
    await world.deposit(bob, 5n);
  });
});
