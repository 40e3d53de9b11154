import { expect } from "chai";

import { vaultsMadeOnce, VIRTUAL } from "../../../helpers/trading-vault.ts";

const DOLLARS = 10n ** 6n;
const WHOLE = 10n ** 18n;
const openVault = vaultsMadeOnce();

describe("The trading vault's first depositor", function () {
  this.timeout(120_000);

  it("gets a million shares for each unit, and all back but one unit", async () => {
    const world = await openVault();
    const { vault, alice, stable } = world;
    await world.deposit(alice, 1_000n * DOLLARS);
    expect(await vault.balanceOf(alice)).to.equal(1_000n * DOLLARS * VIRTUAL);
    await vault.connect(alice).redeem(await vault.balanceOf(alice), alice, alice);
    expect(await stable.balanceOf(alice)).to.equal(1_000n * DOLLARS - 1n);
    expect(await stable.balanceOf(vault), "the virtual shares' part").to.equal(1n);
  });

  it("may be robbed by nobody who comes before and inflates the price: the robber loses more", async () => {
    for (const inRisk of [false, true]) {
      const world = await openVault();
      const { vault, alice, bob, stable, risk } = world;
      await world.deposit(bob, 1n);
      const gift = 10_000n * DOLLARS;
      if (inRisk) await risk.mint(vault, (gift * WHOLE) / world.worth(WHOLE));
      else await stable.mint(vault, gift);
      await world.deposit(alice, 5_000n * DOLLARS);
      const back = await vault.previewRedeem(await vault.balanceOf(alice));
      const robbed = 5_000n * DOLLARS - back;
      // In risk there are the trades too: twice a percent at worst.
      expect(robbed <= (inRisk ? 110n * DOLLARS : DOLLARS), `alice lost ${robbed}`).to.equal(true);
      const gained = await vault.convertToAssets(await vault.balanceOf(bob));
      expect(gained * 10n < gift * 6n, `bob has ${gained} of ${gift}`).to.equal(true);
    }
  });

  it("is refused who brings less than a share costs, and loses nothing by it", async () => {
    const world = await openVault();
    const { vault, alice, stable } = world;
    await stable.mint(vault, 10_000n * DOLLARS);
    await world.fund(alice, 10_000n);
    await expect(vault.connect(alice).deposit(10_000n, alice))
      .to.be.revertedWithCustomError(vault, "VaultDepositTooSmall")
      .withArgs(10_000n);
    expect(await stable.balanceOf(alice)).to.equal(10_000n);
    await vault.connect(alice).mint(0n, alice);
    expect(await stable.balanceOf(alice)).to.equal(10_000n);
  });
});

describe("Donations to the trading vault", function () {
  this.timeout(120_000);

  it("belong to the holders, in either asset", async () => {
    const world = await openVault();
    const { vault, alice, stable, risk } = world;
    await world.deposit(alice, 1_000n * DOLLARS);
    const shares = await vault.balanceOf(alice);
    await stable.mint(vault, 500n * DOLLARS);
    await risk.mint(vault, WHOLE);
    await vault.connect(alice).exit(shares, alice, alice);
    const kept = (amount: bigint) => amount - (amount * shares) / (shares + VIRTUAL);
    expect(await stable.balanceOf(vault)).to.equal(kept(1_500n * DOLLARS));
    expect(await risk.balanceOf(vault)).to.equal(kept(WHOLE));
  });

  it("of a speck of risk stop nobody from coming or going", async () => {
    for (const pair of [
      { stableDecimals: 6, riskDecimals: 18 },
      { stableDecimals: 18, riskDecimals: 8 },
      { stableDecimals: 18, riskDecimals: 18, stableFirst: false },
    ]) {
      for (const speck of [1n, 2n, 3n, 4n, 50n, 1_000n]) {
        const world = await openVault(pair);
        const { vault, alice, bob, risk, stable } = world;
        const unit = 10n ** BigInt(pair.stableDecimals);
        await world.deposit(alice, 1_000n * unit);
        await risk.mint(vault, speck);
        await world.deposit(bob, 500n * unit);
        await world.fund(bob, 500n * unit);
        await vault.connect(bob).mint((await vault.balanceOf(bob)) / 10n, bob);
        await vault.connect(alice).withdraw(100n * unit, alice, alice);
        await vault.connect(alice).redeem((await vault.balanceOf(alice)) / 2n, alice, alice);
        await vault.connect(alice).withdraw(await vault.maxWithdraw(alice), alice, alice);
        await vault.connect(bob).redeem(await vault.balanceOf(bob), bob, bob);
        // Given specks are all that is lost or won, and roundings of the pool's.
        const back = await stable.balanceOf(alice);
        expect(back * 100_000n > 1_000n * unit * 99_990n, `${speck}: ${back}`).to.equal(true);
      }
    }
  });
});

describe("Tokens of the trading vault that are not as others", function () {
  this.timeout(120_000);
  const setUp = async () => {
    const world = await openVault({ stableToken: ["ShiftyToken", []], riskToken: ["ShiftyToken", []] });
    const shifty = await world.ethers.getContractAt("ShiftyToken", world.scale.stable);
    const shiftyRisk = await world.ethers.getContractAt("ShiftyToken", world.scale.risk);
    await world.deposit(world.alice, 1_000n * WHOLE);
    await world.nextDay();
    await world.rebalance(world.carol, 0.5);
    await world.fund(world.bob, 1_000n * WHOLE);
    return { ...world, shifty, shiftyRisk };
  };

  it("fee on transfer: nothing comes in, the fee is named; what is inside can leave", async () => {
    const { vault, shifty, alice, bob } = await setUp();
    await shifty.setFee(7n);
    const assets = 100n * WHOLE;
    const { stable, risk } = await parts(vault, assets);
    expect(risk > 0n).to.equal(true);
    await expect(vault.connect(bob).deposit(assets, bob))
      .to.be.revertedWithCustomError(vault, "VaultTokenTookFee")
      .withArgs(assets, assets - 7n);
    await expect(vault.connect(bob).mint(await vault.previewDeposit(assets), bob))
      .to.be.revertedWithCustomError(vault, "VaultTokenTookFee")
      .withArgs(stable, stable - 7n);
    await vault.connect(alice).exit(await vault.balanceOf(alice), alice, alice);
  });

  it("fee on transfer of the risk asset: a purchase that brings too little is refused", async () => {
    const { vault, shiftyRisk, alice, bob } = await setUp();
    await shiftyRisk.setFee(7n);
    const { risk } = await parts(vault, 100n * WHOLE);
    await expect(vault.connect(bob).deposit(100n * WHOLE, bob))
      .to.be.revertedWithCustomError(vault, "VaultSlippage")
      .withArgs(risk, risk - 7n);
    await vault.connect(alice).exit(await vault.balanceOf(alice), alice, alice);
  });

  it("refusal to move nothing: who leaves with one asset alone is not kept in", async () => {
    const { vault, shifty, shiftyRisk, alice, carol, risk, ...world } = await setUp();
    await world.nextDay();
    await world.rebalance(carol, 0);
    expect(await risk.balanceOf(vault)).to.equal(0n);
    for (const token of [shifty, shiftyRisk]) await token.refuseNothing();
    const shares = await vault.balanceOf(alice);
    await vault.connect(alice).exit(shares / 2n, alice, alice);
    await vault.connect(alice).redeem(1n, alice, alice);
    await vault.connect(alice).withdraw(0n, alice, alice);
    await vault.connect(alice).redeem(await vault.balanceOf(alice), alice, alice);
  });

  it("frozen: the other asset can leave, and what stays behind is the holders'", async () => {
    const { vault, shifty, shiftyRisk, alice, bob, ...world } = await setUp();
    await vault.connect(bob).deposit(1_000n * WHOLE, bob);
    await shifty.freeze(vault);
    const shares = await vault.balanceOf(alice);
    const held = await world.holdings();
    await expect(vault.connect(alice).exit(shares, alice, alice)).to.be.revertedWithCustomError(
      shifty,
      "ShiftyTokenFrozen",
    );
    await expect(vault.connect(alice).exitWith(shifty, shares, alice, alice)).to.be.revertedWithCustomError(
      shifty,
      "ShiftyTokenFrozen",
    );
    const risk = (held.risk * shares) / held.total;
    await expect(vault.connect(alice).exitWith(shiftyRisk, shares, bob, alice))
      .to.emit(vault, "Exited")
      .withArgs(alice, bob, alice, shares, 0n, risk);
    expect(await shiftyRisk.balanceOf(bob)).to.equal(risk);
    const left = await world.holdings();
    expect(left).to.deep.equal({ stable: held.stable, risk: held.risk - risk, total: held.total - shares });
  });

  it("frozen the other way round: the stable one leaves alone", async () => {
    const { vault, shifty, shiftyRisk, alice, bob, ...world } = await setUp();
    await shiftyRisk.freeze(vault);
    const shares = (await vault.balanceOf(alice)) / 2n;
    const held = await world.holdings();
    const stable = (held.stable * shares) / held.total;
    const before = await shifty.balanceOf(bob);
    await expect(vault.connect(alice).exitWith(shifty, shares, bob, alice))
      .to.emit(vault, "Exited")
      .withArgs(alice, bob, alice, shares, stable, 0n);
    expect((await shifty.balanceOf(bob)) - before).to.equal(stable);
    expect((await world.holdings()).risk).to.equal(held.risk);
  });

  it("of others are no way out, and neither are the shares of others", async () => {
    const { vault, shiftyRisk, alice, bob } = await setUp();
    await expect(vault.connect(alice).exitWith(vault, 1n, alice, alice))
      .to.be.revertedWithCustomError(vault, "VaultTokenUnknown")
      .withArgs(vault);
    await expect(vault.connect(bob).exitWith(shiftyRisk, 1n, bob, alice)).to.be.revertedWithCustomError(
      vault,
      "ERC20InsufficientAllowance",
    );
  });

  it("rebasing: balances are what counts, up and down", async () => {
    const { vault, shifty, alice, bob, stable } = await setUp();
    const shares = await vault.previewDeposit(100n * WHOLE);
    await vault.connect(bob).deposit(100n * WHOLE, bob);
    expect(await vault.balanceOf(bob)).to.equal(shares);
    const held = await stable.balanceOf(vault);
    await shifty.setBalance(vault, held * 2n);
    expect((await vault.previewDeposit(100n * WHOLE)) < shares, "shares are dearer").to.equal(true);
    await shifty.setBalance(vault, held / 2n);
    expect((await vault.previewDeposit(100n * WHOLE)) > shares, "shares are cheaper").to.equal(true);
    for (const account of [alice, bob]) {
      await vault.connect(account).redeem(await vault.balanceOf(account), account, account);
    }
    expect((await stable.balanceOf(vault)) < 10n ** 6n, "nothing is stuck").to.equal(true);
  });

  it("all balances gone: nobody is owed anything, and withdrawing says so", async () => {
    const { vault, shifty, shiftyRisk, alice, bob } = await setUp();
    await shifty.setBalance(vault, 0n);
    await shiftyRisk.setBalance(vault, 0n);
    expect(await vault.maxWithdraw(alice)).to.equal(0n);
    expect(await vault.previewWithdraw(0n)).to.equal(0n);
    await expect(vault.connect(alice).withdraw(1n, alice, alice)).to.be.revertedWithPanic(0x12);
    await vault.connect(alice).redeem(await vault.balanceOf(alice), alice, alice);
    await vault.connect(bob).deposit(WHOLE, bob);
  });

  interface Previews {
    STABLE(): Promise<string>;
    previewDeposit(assets: bigint): Promise<bigint>;
    state(): Promise<{ stable: bigint; risk: bigint }>;
    totalSupply(): Promise<bigint>;
  }
  /** What the shares of a deposit must bring. */
  async function parts(vault: Previews, assets: bigint) {
    const [{ stable, risk }, total] = [await vault.state(), (await vault.totalSupply()) + VIRTUAL];
    const shares = await vault.previewDeposit(assets);
    const up = (amount: bigint) => (amount * shares + total - 1n) / total;
    return { stable: up(stable + 1n), risk: up(risk) };
  }
});
