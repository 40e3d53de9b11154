import { expect } from "chai";
import { MaxUint256, type BaseContract } from "ethers";

import { keepsShares } from "../../../helpers/trading-vault-model.ts";
import { sqrtPriceAt } from "../../../../tasks/trading-vault/practice/pool-price.ts";
import { allocationRaw, instancesFor } from "../../../helpers/trading-vault-instances.ts";
import { POOL_FEE } from "../../../helpers/trading-vault-world.ts";
import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const DOLLARS = 10n ** 6n;
/** What the attacker brings, or has borrowed. */
const LOOT = 2_000_000n * DOLLARS;
const RISK_LOOT = 2_000n * 10n ** 18n;

describe("Attacks on the trading vault by way of the market", function () {
  this.timeout(120_000);
  let world: OpenVault;
  let restore: () => Promise<void>;
  let attacker: Awaited<ReturnType<typeof hire>>;

  before(async () => {
    world = await openVault({ terms: { keeperFee: DOLLARS } });
    await world.deposit(world.alice, 100_000n * DOLLARS);
    await world.nextDay();
    await world.rebalance(world.carol, 0.5);
    attacker = await hire(world);
    restore = await world.snapshot();
  });
  afterEach(() => restore());

  const units = (amount: bigint) => amount * 10n ** 6n;
  const up = (percent: bigint) => (world.price() * (100n + percent)) / 100n;

  it("oracle manipulation within a block: a deposit and a redemption at made-up prices win nothing", async () => {
    const { vault } = world;
    const at = attacker.address;
    for (const [first, second] of [
      [1_000n, -90n],
      [-90n, 1_000n],
      [50n, -50n],
      [-99n, 0n],
    ] as const) {
      const before = await world.holdings();
      const shares = units(50_000n * DOLLARS);
      const calls = [
        attacker.feed(up(first)),
        attacker.call(vault, "mint", [shares, at]),
        attacker.feed(up(second)),
        attacker.call(vault, "redeem", [shares, at, at]),
      ];
      const outcome = attacker.run(calls);
      // Either the bound refuses the trade at the real market, or it is made there, at the attacker's cost.
      if (first < 0n || second > 1n) {
        await expect(outcome).to.be.revertedWithCustomError(
          vault,
          first < 0n ? "VaultCostTooHigh" : "VaultSlippage",
        );
      } else {
        await outcome;
        expect((await attacker.wealth()) < 0n, `${first}, ${second}`).to.equal(true);
        expect(keepsShares(before, await world.holdings())).to.equal(true);
      }
      await restore();
    }
  });

  it("oracle manipulation within a block: exact deposits and withdrawals win nothing either", async () => {
    const { vault } = world;
    const at = attacker.address;
    const assets = 50_000n * DOLLARS;
    await expect(
      attacker.run([attacker.feed(up(100n)), attacker.call(vault, "deposit", [assets, at])]),
    ).to.be.revertedWithCustomError(vault, "VaultCostTooLow");
    await expect(
      attacker.run([attacker.feed(up(-50n)), attacker.call(vault, "deposit", [assets, at])]),
    ).to.be.revertedWithCustomError(vault, "VaultCostTooHigh");
    await attacker.run([attacker.call(vault, "deposit", [assets, at])]);
    const some = 10_000n * DOLLARS;
    await expect(
      attacker.run([attacker.feed(up(-50n)), attacker.call(vault, "withdraw", [some, at, at])]),
    ).to.be.revertedWithCustomError(vault, "VaultProceedsTooHigh");
    await expect(
      attacker.run([attacker.feed(up(100n)), attacker.call(vault, "withdraw", [some, at, at])]),
    ).to.be.revertedWithCustomError(vault, "VaultSlippage");
  });

  it("pool manipulation within a block: beyond the bound a deposit, a redemption and a rebalance are refused", async () => {
    const { vault } = world;
    const at = attacker.address;
    const shares = units(1_000n * DOLLARS);
    await attacker.run([attacker.call(vault, "mint", [shares, at])]);
    for (const [move, method, args, error] of [
      [up(3n), "mint", [shares, at], "VaultCostTooHigh"],
      [up(3n), "deposit", [1_000n * DOLLARS, at], "VaultCostTooHigh"],
      [up(-3n), "deposit", [1_000n * DOLLARS, at], "VaultCostTooLow"],
      [up(-3n), "redeem", [shares, at, at], "VaultSlippage"],
      [up(-3n), "withdraw", [100n * DOLLARS, at, at], "VaultSlippage"],
      [up(3n), "withdraw", [100n * DOLLARS, at, at], "VaultProceedsTooHigh"],
    ] as const) {
      await expect(
        attacker.run([await attacker.push(move), attacker.call(vault, method, args)]),
        `${method} at ${move}`,
      ).to.be.revertedWithCustomError(vault, error);
    }
    await world.nextDay();
    for (const [percent, allocation] of [
      [3n, 1],
      [-3n, 0],
    ] as const) {
      await expect(
        attacker.run([await attacker.push(up(percent)), await attacker.rebalance(allocation)]),
      ).to.be.revertedWithCustomError(vault, "VaultSlippage");
    }
  });

  it("pool manipulation within a block: within the bound it costs the attacker more than it brings, and dilutes nobody", async () => {
    const { vault } = world;
    const at = attacker.address;
    const shares = units(20_000n * DOLLARS);
    for (const percent of [-1n, 1n]) {
      const before = await world.holdings();
      const target = (world.price() * (1_000n + 8n * percent)) / 1_000n;
      await attacker.run([await attacker.push(target), attacker.call(vault, "mint", [shares, at])]);
      await attacker.run([
        await attacker.push(world.price()),
        attacker.call(vault, "redeem", [shares, at, at]),
      ]);
      expect((await attacker.wealth()) < 0n).to.equal(true);
      expect(keepsShares(before, await world.holdings())).to.equal(true);
      await restore();
    }
  });

  it("a sandwich by the keeper itself, in one transaction: takes no more than the bound of what is traded", async () => {
    const { vault } = world;
    await world.nextDay();
    const [, , amountIn] = await vault.previewTrade(allocationRaw(1));
    const before = await vault.totalAssets();
    await attacker.run([await attacker.push((world.price() * 1_004n) / 1_000n), await attacker.rebalance(1)]);
    const lost = before - (await vault.totalAssets());
    expect(lost <= amountIn / 100n + DOLLARS, `${lost} of ${amountIn}`).to.equal(true);
  });

  it("a flash deposit around a rebalance: brings the keeper less than its fee, and the others lose no more than theirs", async () => {
    const { vault, alice } = world;
    const at = attacker.address;
    await world.nextDay();
    const quiet = await othersAfter(world, async () => attacker.run([await attacker.rebalance(1)]));
    const others = await othersAfter(world, async () => {
      const shares = units(100_000n * DOLLARS);
      await attacker.run([
        attacker.call(vault, "mint", [shares, at]),
        await attacker.rebalance(1),
        attacker.call(vault, "redeem", [shares, at, at]),
      ]);
      expect((await attacker.wealth()) < 0n, "the flash deposit paid").to.equal(true);
    });
    // Moving twice as much costs the others the pool's price, within the bound of their part.
    const traded = 50_000n * DOLLARS;
    expect(quiet - others <= traded / 100n, `${quiet} and ${others}`).to.equal(true);
    expect(await vault.balanceOf(alice)).to.equal(units(100_000n * DOLLARS));
  });

  /** What alice's shares are worth after something was done, which is then undone. */
  async function othersAfter({ vault, alice }: OpenVault, act: () => Promise<unknown>): Promise<bigint> {
    const undo = await world.snapshot();
    await act();
    const wealth = await vault.convertToAssets(await vault.balanceOf(alice));
    await undo();
    return wealth;
  }
});

/** A contract with money that does several things in one transaction. */
async function hire(world: OpenVault) {
  const { ethers, vault, feed, stable, risk, router, scale, pair, pool, today, worth } = world;
  const account = await ethers.deployContract("ScriptedAccount");
  const address = await account.getAddress();
  const call = (target: BaseContract, method: string, args: readonly unknown[]) => ({
    target: target.target as string,
    data: target.interface.encodeFunctionData(method, args),
  });
  const run = (calls: ReturnType<typeof call>[]) => account.run(calls);
  for (const token of [stable, risk]) {
    await token.mint(address, token === stable ? LOOT : RISK_LOOT);
    await run(
      [router, vault].map((spender) => call(token, "approve", [spender.target as string, MaxUint256])),
    );
  }
  const start = LOOT + worth(RISK_LOOT);
  return {
    ...{ address, call, run },
    /** What it has more than in the beginning, at the closes' price, its shares not counted. */
    wealth: async () => (await stable.balanceOf(address)) + worth(await risk.balanceOf(address)) - start,
    feed: (answer: bigint) => call(feed, "updateAnswer", [answer]),
    /** The swap that brings the pool to a price. */
    push: async (target: bigint) => {
      const { sqrtPriceX96 } = (await pool.getFunction("slot0").staticCall()) as unknown as {
        sqrtPriceX96: bigint;
      };
      const limit = sqrtPriceAt(target, scale);
      const [tokenIn, tokenOut] = limit < sqrtPriceX96 ? pair : [pair[1], pair[0]];
      const amountIn = await (tokenIn === scale.stable ? stable : risk).balanceOf(address);
      return call(router, "exactInputSingle", [
        [tokenIn, tokenOut, POOL_FEE, address, MaxUint256, amountIn, 0n, limit],
      ]);
    },
    rebalance: async (allocation: number) => {
      const instances = await instancesFor(vault, address, Number(today()), allocationRaw(allocation));
      return call(vault, "rebalance", [today(), [today()], MaxUint256, "0x01", instances]);
    },
  };
}
