import { expect } from "chai";

import {
  keepsShares,
  maxWithdraw,
  mostFor,
  partsDown,
  partsUp,
  quoteAt,
  sharesFor,
  sharesTaken,
  worth,
  leastFor,
} from "../../../helpers/trading-vault-model.ts";
import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const TIMEOUT = 120_000;

/** Pairs of decimals and orders in the pool; whole risk tokens are dear against whole stable ones in all of them. */
const PAIRS = [
  { stableDecimals: 6, riskDecimals: 18, stableFirst: true },
  { stableDecimals: 6, riskDecimals: 18, stableFirst: false },
  { stableDecimals: 18, riskDecimals: 8, stableFirst: true },
  { stableDecimals: 18, riskDecimals: 18, stableFirst: false },
  { stableDecimals: 6, riskDecimals: 6, stableFirst: false },
] as const;

for (const pair of PAIRS) {
  const { stableDecimals, riskDecimals, stableFirst } = pair;
  const title = `${stableDecimals} and ${riskDecimals} decimals, stable ${stableFirst ? "first" : "last"}`;

  describe(`Shares of the trading vault: ${title}`, function () {
    this.timeout(TIMEOUT);
    let world: OpenVault;
    let restore: () => Promise<void>;
    const unit = 10n ** BigInt(stableDecimals);

    before(async () => {
      world = await openVault(pair);
      await world.deposit(world.alice, 10_000n * unit);
      await world.nextDay();
      await world.rebalance(world.carol, 0.6);
      await world.fund(world.bob, 100_000n * unit);
      restore = await world.snapshot();
    });
    afterEach(() => restore());

    const quote = () => quoteAt(world.price(), world.decimals, 100n);
    /** Amounts from dust to more than the vault holds. */
    const AMOUNTS = [4n, 5n, 10n, 1_000n, unit / 7n, unit, 123n * unit + 7n, 9_999n * unit, 40_000n * unit];

    it("hold both assets", async () => {
      const { stable, risk } = await world.holdings();
      expect(stable > 0n && risk > 0n).to.equal(true);
      const part = Number(worth(quote(), risk)) / Number(stable + worth(quote(), risk));
      expect(part > 0.595 && part < 0.605, String(part)).to.equal(true);
    });

    it("are previewed, and valued at the oracle's price", async () => {
      const { vault } = world;
      const held = await world.holdings();
      expect(await vault.totalAssets()).to.equal(held.stable + worth(quote(), held.risk));
      const whole = (await vault.totalAssets()) + 1n;
      for (const amount of [0n, ...AMOUNTS]) {
        const shares = sharesFor(held, quote(), amount);
        expect(await vault.previewDeposit(amount), `deposit ${amount}`).to.equal(shares);
        expect(await vault.previewWithdraw(amount), `withdraw ${amount}`).to.equal(
          sharesTaken(held, quote(), amount),
        );
        const up = partsUp(held, amount);
        expect(await vault.previewMint(amount)).to.equal(up.stable + mostFor(quote(), up.risk));
        const down = partsDown(held, amount);
        expect(await vault.previewRedeem(amount)).to.equal(down.stable + leastFor(quote(), down.risk));
        expect(await vault.convertToShares(amount)).to.equal((amount * held.total) / whole);
        expect(await vault.convertToAssets(amount)).to.equal((amount * whole) / held.total);
        // What a deposit promises it can pay for.
        expect((await vault.previewMint(shares)) <= amount || shares === 0n, `pays ${amount}`).to.equal(true);
      }
    });

    it("are deposited for: exactly the assets, exactly the preview, nobody diluted", async () => {
      const { vault, bob, stable } = world;
      for (const assets of AMOUNTS) {
        const before = await world.holdings();
        const [preview, wealth] = [await vault.previewDeposit(assets), await stable.balanceOf(bob)];
        if (preview === 0n) {
          await expect(vault.connect(bob).deposit(assets, bob))
            .to.be.revertedWithCustomError(vault, "VaultDepositTooSmall")
            .withArgs(assets);
          continue;
        }
        const shares = await vault.balanceOf(bob);
        await expect(vault.connect(bob).deposit(assets, bob))
          .to.emit(vault, "Deposit")
          .withArgs(bob, bob, assets, preview);
        expect((await vault.balanceOf(bob)) - shares).to.equal(preview);
        expect(wealth - (await stable.balanceOf(bob))).to.equal(assets);
        const after = await world.holdings();
        expect(keepsShares(before, after), `deposit ${assets}`).to.equal(true);
        expect(after.risk - before.risk).to.equal(partsUp(before, preview).risk);
      }
    });

    it("are minted: exactly the shares, for what they really cost", async () => {
      const { vault, bob, stable } = world;
      for (const assets of AMOUNTS) {
        const before = await world.holdings();
        const shares = (await vault.previewDeposit(assets)) + 1n;
        const [most, wealth] = [await vault.previewMint(shares), await stable.balanceOf(bob)];
        await vault.connect(bob).mint(shares, bob);
        const cost = wealth - (await stable.balanceOf(bob));
        expect(cost <= most, `mint for ${assets}: ${cost} above ${most}`).to.equal(true);
        const after = await world.holdings();
        const parts = partsUp(before, shares);
        expect(after.total - before.total).to.equal(shares);
        expect(after.stable - before.stable, "its stable part stays").to.equal(parts.stable);
        expect(after.risk - before.risk, "its risk part is bought").to.equal(parts.risk);
        expect(keepsShares(before, after), `mint for ${assets}`).to.equal(true);
      }
    });

    it("are redeemed: exactly the shares, for what they really bring", async () => {
      const { vault, alice, bob, stable } = world;
      for (const shares of [1n, 10n, 10n ** 6n, 10n ** 6n * unit, 777n * 10n ** 6n * unit + 1n]) {
        const before = await world.holdings();
        const [preview, wealth] = [await vault.previewRedeem(shares), await stable.balanceOf(bob)];
        await vault.connect(alice).redeem(shares, bob, alice);
        const paid = (await stable.balanceOf(bob)) - wealth;
        expect(paid >= preview, `redeem ${shares}: ${paid} below ${preview}`).to.equal(true);
        const after = await world.holdings();
        expect(before.total - after.total).to.equal(shares);
        expect(before.stable - after.stable, "its stable part goes").to.equal(
          partsDown(before, shares).stable,
        );
        expect(before.risk - after.risk, "its risk part is sold").to.equal(partsDown(before, shares).risk);
        expect(keepsShares(before, after), `redeem ${shares}`).to.equal(true);
      }
    });

    it("are withdrawn from: exactly the assets, exactly the preview", async () => {
      const { vault, alice, bob, stable } = world;
      for (const assets of [1n, 5n, 1_000n, unit, 1_234n * unit + 5n]) {
        const before = await world.holdings();
        const [preview, wealth] = [await vault.previewWithdraw(assets), await stable.balanceOf(bob)];
        await expect(vault.connect(alice).withdraw(assets, bob, alice))
          .to.emit(vault, "Withdraw")
          .withArgs(alice, bob, alice, assets, preview);
        expect((await stable.balanceOf(bob)) - wealth).to.equal(assets);
        const after = await world.holdings();
        expect(before.total - after.total).to.equal(preview);
        expect(keepsShares(before, after), `withdraw ${assets}`).to.equal(true);
      }
    });

    it("can be withdrawn to the limit, and no further", async () => {
      const { vault, alice, bob } = world;
      const held = await world.holdings();
      const shares = await vault.balanceOf(alice);
      const most = await vault.maxWithdraw(alice);
      expect(most).to.equal(maxWithdraw(held, quote(), shares));
      const redeemed = await vault.previewRedeem(shares);
      const slack = worth(quote(), 8n) + 8n;
      expect(most <= redeemed + slack && most + slack >= redeemed, `${most} and ${redeemed}`).to.equal(true);
      expect(await vault.maxWithdraw(bob)).to.equal(0n);
      expect(await vault.maxRedeem(alice)).to.equal(shares);
      await expect(vault.connect(alice).withdraw(most + slack, alice, alice)).to.be.revertedWithCustomError(
        vault,
        "ERC20InsufficientBalance",
      );
      await vault.connect(alice).withdraw(most, alice, alice);
      expect((await vault.balanceOf(alice)) * 1_000_000n < shares, "all but dust").to.equal(true);
    });

    it("are given back in kind, with no market and no price", async () => {
      const { vault, alice, bob, stable, risk, networkHelpers } = world;
      await networkHelpers.time.increase(30 * 24 * 3600);
      await world.movePool(world.price() * 3n);
      const before = await world.holdings();
      const shares = (await vault.balanceOf(alice)) / 3n;
      const parts = partsDown(before, shares);
      await expect(vault.connect(alice).exit(shares, bob, alice))
        .to.emit(vault, "Exited")
        .withArgs(alice, bob, alice, shares, parts.stable, parts.risk);
      const after = await world.holdings();
      expect(await risk.balanceOf(bob)).to.equal(parts.risk);
      expect(await stable.balanceOf(bob)).to.equal(100_000n * unit + parts.stable);
      expect(before.stable - after.stable).to.equal(parts.stable);
      expect(before.risk - after.risk).to.equal(parts.risk);
      expect(keepsShares(before, after)).to.equal(true);
    });

    it("come and go at a loss of no more than what the market takes and a few units", async () => {
      const { vault, bob, stable } = world;
      const wealth = await stable.balanceOf(bob);
      const shares = await vault.previewDeposit(1_000n * unit);
      await vault.connect(bob).mint(shares, bob);
      await vault.connect(bob).redeem(shares, bob, bob);
      const lost = wealth - (await stable.balanceOf(bob));
      // Twice 0.05 % of 60 %, and what the pool moves.
      expect(lost > 0n && lost < unit, String(lost)).to.equal(true);
    });
  });
}
