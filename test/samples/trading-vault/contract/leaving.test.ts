import { expect } from "chai";

import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const DOLLARS = 10n ** 6n;

describe("Leaving the trading vault", function () {
  this.timeout(120_000);
  let world: OpenVault;
  let restore: () => Promise<void>;

  before(async () => {
    world = await openVault({ maxAge: 3_600 });
    await world.deposit(world.alice, 1_000n * DOLLARS);
    await world.nextDay();
    await world.rebalance(world.carol, 0.5);
    restore = await world.snapshot();
  });
  afterEach(() => restore());

  it("by somebody else takes the owner's allowance, of just these shares", async () => {
    const { vault, alice, bob } = world;
    const shares = 1_000n * DOLLARS;
    const thief = vault.connect(bob);
    for (const leave of [
      () => thief.redeem(shares, bob, alice),
      () => thief.exit(shares, bob, alice),
      () => thief.withdraw(100n, bob, alice),
    ]) {
      await expect(leave()).to.be.revertedWithCustomError(vault, "ERC20InsufficientAllowance");
    }
    await vault.connect(alice).approve(bob, 3n * shares);
    await thief.redeem(shares, bob, alice);
    await thief.exit(shares, bob, alice);
    expect(await vault.allowance(alice, bob)).to.equal(shares);
    const taken = await vault.previewWithdraw(100n);
    await thief.withdraw(100n, bob, alice);
    expect(await vault.allowance(alice, bob)).to.equal(shares - taken);
  });

  it("takes shares that one has", async () => {
    const { vault, alice, bob } = world;
    const more = (await vault.balanceOf(alice)) + 1n;
    for (const leave of [
      () => vault.connect(alice).redeem(more, alice, alice),
      () => vault.connect(alice).exit(more, alice, alice),
      () => vault.connect(bob).withdraw(100n, bob, bob),
    ]) {
      await expect(leave()).to.be.revertedWithCustomError(vault, "ERC20InsufficientBalance");
    }
  });

  it("without a fresh price is in kind: the limits and the state say so, figures are refused", async () => {
    const { vault, ring, alice, bob, networkHelpers } = world;
    const fresh = await vault.state();
    expect([fresh.price, fresh.nav]).to.deep.equal([world.price(), await vault.totalAssets()]);
    await networkHelpers.time.increase(2 * 3_600);
    for (const limit of [
      vault.maxDeposit(bob),
      vault.maxMint(bob),
      vault.maxRedeem(alice),
      vault.maxWithdraw(alice),
    ]) {
      expect(await limit).to.equal(0n);
    }
    const stale = await vault.state();
    expect([stale.price, stale.nav]).to.deep.equal([0n, 0n]);
    expect([stale.stable, stale.risk]).to.deep.equal([fresh.stable, fresh.risk]);
    await world.fund(bob, DOLLARS);
    for (const refused of [
      () => vault.totalAssets(),
      () => vault.convertToAssets(1n),
      () => vault.previewDeposit(DOLLARS),
      () => vault.previewMint(DOLLARS),
      () => vault.previewRedeem(DOLLARS * DOLLARS),
      () => vault.previewWithdraw(1n),
      () => vault.connect(bob).deposit(DOLLARS, bob),
      () => vault.connect(bob).mint(DOLLARS, bob),
      () => vault.connect(alice).redeem(DOLLARS * DOLLARS, alice, alice),
      () => vault.connect(alice).withdraw(DOLLARS, alice, alice),
    ]) {
      await expect(refused()).to.be.revertedWithCustomError(ring, "PriceRingRoundStale");
    }
    await vault.connect(alice).exit(await vault.balanceOf(alice), alice, alice);
    expect(await world.risk.balanceOf(alice)).to.equal(fresh.risk - (await world.risk.balanceOf(vault)));
  });

  it("needs no price while no risk is held, and neither does coming", async () => {
    const { vault, alice, bob, networkHelpers } = world;
    await world.nextDay();
    await world.rebalance(world.carol, 0);
    expect((await vault.state()).risk).to.equal(0n);
    await networkHelpers.time.increase(2 * 3_600);
    const { price, nav, stable } = await vault.state();
    expect([price, nav]).to.deep.equal([0n, stable]);
    expect(await vault.totalAssets()).to.equal(stable);
    expect(await vault.maxDeposit(bob)).to.equal(2n ** 256n - 1n);
    expect(await vault.maxRedeem(alice)).to.equal(await vault.balanceOf(alice));
    const most = await vault.maxWithdraw(alice);
    expect(most).to.equal(await vault.previewRedeem(await vault.balanceOf(alice)));
    await world.deposit(bob, 10n * DOLLARS);
    await vault.connect(alice).withdraw(most, alice, alice);
  });

  it("with a few shares, whose risk rounds to nothing, needs no price", async () => {
    const coarse = await openVault({ riskDecimals: 6, maxAge: 3_600 });
    const { vault, alice, bob, networkHelpers } = coarse;
    await coarse.deposit(alice, 1_000n * DOLLARS);
    await coarse.nextDay();
    await coarse.rebalance(coarse.carol, 0.5);
    await vault.connect(alice).transfer(bob, 1n);
    await networkHelpers.time.increase(2 * 3_600);
    expect(await vault.maxRedeem(alice)).to.equal(0n);
    expect(await vault.maxRedeem(bob)).to.equal(1n);
    await vault.connect(bob).redeem(1n, bob, bob);
  });

  it("by all leaves the virtual shares' part, and no more", async () => {
    const { vault, alice, stable, risk } = world;
    const before = await world.holdings();
    const shares = await vault.balanceOf(alice);
    await vault.connect(alice).redeem(shares, alice, alice);
    const left = (amount: bigint) => amount - (amount * shares) / before.total;
    expect(await stable.balanceOf(vault)).to.equal(left(before.stable));
    expect(await risk.balanceOf(vault)).to.equal(left(before.risk));
    // The price of a million shares, of which all that came were sold a thousand million millions.
    expect(left(before.stable) + world.worth(left(before.risk)) <= 3n).to.equal(true);
  });

  it("works when the market is far off, in kind", async () => {
    const { vault, alice } = world;
    await world.movePool(world.price() / 2n);
    await expect(
      vault.connect(alice).redeem(await vault.balanceOf(alice), alice, alice),
    ).to.be.revertedWithCustomError(vault, "VaultSlippage");
    await vault.connect(alice).exit(await vault.balanceOf(alice), alice, alice);
  });
});
