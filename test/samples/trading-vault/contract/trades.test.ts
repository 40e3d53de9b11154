import { expect } from "chai";

import { orderAt, quoteAt } from "../../../helpers/trading-vault-model.ts";
import { allocationRaw, LAYOUT } from "../../../helpers/trading-vault-instances.ts";
import { openVault, type OpenVault } from "../../../helpers/trading-vault.ts";

const TIMEOUT = 120_000;
const DOLLARS = 10n ** 6n;

describe("The trading vault's trades", function () {
  this.timeout(TIMEOUT);

  /** Expects `previewTrade` to say what the model of the rules says, for many allocations. */
  async function compare(world: OpenVault, terms: OpenVault["setup"]["terms"]) {
    const held = await world.holdings();
    const quote = quoteAt(world.price(), world.decimals, terms.slippage);
    const one = 1n << LAYOUT.allocationBits;
    const half = one / 200n;
    for (const raw of [
      ...[
        -one,
        -1n,
        0n,
        1n,
        half - 1n,
        half,
        half + 1n,
        one / 2n,
        (one * 2n) / 3n,
        one - half - 1n,
        one - half,
      ],
      ...[
        one - 1n,
        one,
        one + 1n,
        5n * one,
        ...Array.from({ length: 12 }, (_, i) => (one * BigInt(i)) / 11n),
      ],
    ]) {
      const order = orderAt(held, quote, terms, raw, LAYOUT.allocationBits);
      expect([...(await world.vault.previewTrade(raw))], `allocation ${raw}`).to.deep.equal(
        Object.values(order),
      );
    }
  }

  it("follow the rules in stable alone, in both, and in risk alone", async () => {
    const world = await openVault({ terms: { tradeCap: 10_000n, minTrade: 0n } });
    await world.deposit(world.alice, 12_345n * DOLLARS + 678_901n);
    for (const allocation of [0.37, 1, 0.81, 0]) {
      await compare(world, world.setup.terms);
      await world.nextDay();
      await world.rebalance(world.bob, allocation);
    }
    await compare(world, world.setup.terms);
    expect((await world.holdings()).risk, "none left of it all").to.equal(0n);
  });

  it("go no further than the cap, and leave alone what is below the band", async () => {
    const world = await openVault({ terms: { tradeCap: 1_000n, minTrade: 500n } });
    const { vault, alice, bob } = world;
    await world.deposit(alice, 10_000n * DOLLARS);
    await compare(world, world.setup.terms);
    await world.nextDay();
    await world.rebalance(bob, 1);
    expect((await world.holdings()).stable).to.equal(9_000n * DOLLARS);
    await compare(world, world.setup.terms);
    await world.nextDay();
    const before = await world.holdings();
    await world.rebalance(bob, 0.12);
    expect((await world.holdings()).stable, "four percent are not worth a trade").to.equal(before.stable);
    expect(await vault.lastEpoch(), "but are an epoch").to.equal(world.today());
  });

  it("are made from the very band on", async () => {
    const world = await openVault({ terms: { minTrade: 500n } });
    await world.deposit(world.alice, 10_000n * DOLLARS);
    const [, , amountIn] = await world.vault.previewTrade(allocationRaw(0.05));
    expect(amountIn).to.equal(500n * DOLLARS);
  });

  it("are refused where the feed has no fresh price", async () => {
    const world = await openVault();
    await world.networkHelpers.time.increase(2 * 86_400);
    await expect(world.vault.previewTrade(1n)).to.be.revertedWithCustomError(
      world.ring,
      "PriceRingRoundStale",
    );
  });
});
