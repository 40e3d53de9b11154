import { expect } from "chai";

import { allocationRaw, instancesFor } from "../../../helpers/trading-vault-instances.ts";
import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const DOLLARS = 10n ** 6n;
const ONE_RISK = 10n ** 18n;

describe("The trading vault and its pool", function () {
  this.timeout(120_000);

  it("refuses a callback from a stranger", async () => {
    const { vault, alice } = await openVault();
    await expect(vault.connect(alice).uniswapV3SwapCallback(1n, 1n, "0x"))
      .to.be.revertedWithCustomError(vault, "VaultCallbackForbidden")
      .withArgs(alice);
  });

  for (const stableFirst of [true, false]) {
    describe(`that lies, the stable asset ${stableFirst ? "first" : "last"}`, () => {
      let world: OpenVault;
      let restore: () => Promise<void>;
      /** Amounts of the pool's two tokens in their order. */
      const amounts = (stable: bigint, risk: bigint): [bigint, bigint] =>
        stableFirst ? [stable, risk] : [risk, stable];

      before(async () => {
        world = await openVault({ hostile: true, stableFirst });
        const { hostile, stable, risk } = world;
        await world.deposit(world.alice, 1_000n * DOLLARS);
        for (const token of [stable, risk]) await token.mint(hostile, 10n ** 30n);
        await world.nextDay();
        restore = await world.snapshot();
      });
      afterEach(() => restore());

      /** Half of the vault is to be risk. */
      const plan = async () => {
        const [, buys, amountIn, minimumOut] = await world.vault.previewTrade(allocationRaw(0.5));
        return { buys, amountIn, minimumOut };
      };
      const rebalance = () => world.rebalance(world.bob, 0.5);
      /** Gives the vault risk without a trade, so that half of it has to be sold. */
      const holdRisk = async () => world.risk.mint(world.vault, 10n * ONE_RISK);

      it("gets what a trade costs, and gives what it must", async () => {
        const { vault, hostile } = world;
        const { amountIn, minimumOut } = await plan();
        await hostile.tell(amounts(amountIn, -minimumOut), amounts(0n, minimumOut), 1n);
        const before = await world.holdings();
        await expect(rebalance())
          .to.emit(vault, "Rebalanced")
          .withArgs(world.today(), world.bob, 50n, -amountIn, minimumOut, world.price(), 0n);
        const after = await world.holdings();
        expect([before.stable - after.stable, after.risk]).to.deep.equal([amountIn, minimumOut]);
      });

      it("may take less, and the vault tells what it took", async () => {
        const { vault, hostile } = world;
        const { amountIn, minimumOut } = await plan();
        await hostile.tell(amounts(amountIn - 5n, -minimumOut), amounts(0n, minimumOut), 1n);
        await expect(rebalance())
          .to.emit(vault, "Rebalanced")
          .withArgs(world.today(), world.bob, 50n, 5n - amountIn, minimumOut, world.price(), 0n);
      });

      it("gets nothing where it gives less than it must, of either asset", async () => {
        const { vault, hostile } = world;
        for (const sells of [false, true]) {
          if (sells) await holdRisk();
          const { amountIn, minimumOut } = await plan();
          const short = minimumOut - 1n;
          await hostile.tell(
            sells ? amounts(-short, amountIn) : amounts(amountIn, -short),
            sells ? amounts(short, 0n) : amounts(0n, short),
            1n,
          );
          await expect(rebalance())
            .to.be.revertedWithCustomError(vault, "VaultSlippage")
            .withArgs(minimumOut, short);
        }
      });

      it("cannot ask for more than the trade spends, at once or again", async () => {
        const { vault, hostile } = world;
        for (const sells of [false, true]) {
          if (sells) await holdRisk();
          const { amountIn, minimumOut } = await plan();
          const asked = (amount: bigint) =>
            sells ? amounts(-minimumOut, amount) : amounts(amount, -minimumOut);
          const paid = sells ? amounts(minimumOut, 0n) : amounts(0n, minimumOut);
          await hostile.tell(asked(amountIn + 1n), paid, 1n);
          await expect(rebalance())
            .to.be.revertedWithCustomError(vault, "VaultCostTooHigh")
            .withArgs(amountIn, amountIn + 1n);
          await hostile.tell(asked(amountIn), paid, 2n);
          await expect(rebalance())
            .to.be.revertedWithCustomError(vault, "VaultCostTooHigh")
            .withArgs(0n, amountIn);
        }
      });

      it("cannot ask for the other asset", async () => {
        const { vault, hostile } = world;
        await holdRisk();
        const { amountIn, minimumOut } = await plan();
        await hostile.tell(amounts(minimumOut, -amountIn), amounts(minimumOut, 0n), 1n);
        await expect(rebalance())
          .to.be.revertedWithCustomError(vault, "SafeCastOverflowedIntToUint")
          .withArgs(-amountIn);
      });

      it("cannot ask for anything without a trade, be it before or after one", async () => {
        const { vault, hostile } = world;
        const { amountIn, minimumOut } = await plan();
        const ask = () => hostile.ask(vault, ...amounts(1n, 1n));
        await expect(ask()).to.be.revertedWithCustomError(vault, "VaultCostTooHigh").withArgs(0n, 1n);
        // What a trade left over is nobody's once it is over, not even in the same transaction.
        await hostile.tell(amounts(amountIn - 5n, -minimumOut), amounts(0n, minimumOut), 1n);
        const { scripted, calls } = await scriptedRebalance(world);
        calls.push({
          target: await hostile.getAddress(),
          data: hostile.interface.encodeFunctionData("ask", [await vault.getAddress(), ...amounts(1n, 1n)]),
        });
        await expect(scripted.run(calls))
          .to.be.revertedWithCustomError(vault, "VaultCostTooHigh")
          .withArgs(0n, 1n);
      });

      it("cannot sell a deposit less risk than it asks for, nor dearer than the bound", async () => {
        const { vault, hostile, bob } = world;
        await holdRisk();
        await world.fund(bob, 1_000n * DOLLARS);
        const before = await world.holdings();
        const shares = await vault.previewDeposit(100n * DOLLARS);
        const risk = (before.risk * shares + before.total - 1n) / before.total;
        const stable = ((before.stable + 1n) * shares + before.total - 1n) / before.total;
        const most = (await vault.previewMint(shares)) - stable;
        await hostile.tell(amounts(most, 1n - risk), amounts(0n, risk - 1n), 1n);
        await expect(vault.connect(bob).mint(shares, bob))
          .to.be.revertedWithCustomError(vault, "VaultSlippage")
          .withArgs(risk, risk - 1n);
        await hostile.tell(amounts(most + 1n, -risk), amounts(0n, risk), 1n);
        await expect(vault.connect(bob).mint(shares, bob))
          .to.be.revertedWithCustomError(vault, "VaultCostTooHigh")
          .withArgs(most, most + 1n);
        await hostile.tell(amounts(100n * DOLLARS - stable + 1n, -risk), amounts(0n, risk), 1n);
        await expect(vault.connect(bob).deposit(100n * DOLLARS, bob))
          .to.be.revertedWithCustomError(vault, "VaultCostTooHigh")
          .withArgs(100n * DOLLARS - stable, 100n * DOLLARS - stable + 1n);
        await hostile.tell(amounts(most, -risk), amounts(0n, risk), 1n);
        await vault.connect(bob).mint(shares, bob);
        expect(await vault.balanceOf(bob)).to.equal(shares);
      });
    });
  }
});

/** A keeper that is a contract, and the rebalance that it would send. */
async function scriptedRebalance(world: OpenVault) {
  const { ethers, vault, today } = world;
  const scripted = await ethers.deployContract("ScriptedAccount");
  const instances = await instancesFor(vault, scripted, Number(today()), allocationRaw(0.5));
  const data = vault.interface.encodeFunctionData("rebalance", [
    today(),
    [today()],
    2n ** 64n,
    "0x01",
    instances,
  ]);
  return { scripted, calls: [{ target: await vault.getAddress(), data }] };
}
