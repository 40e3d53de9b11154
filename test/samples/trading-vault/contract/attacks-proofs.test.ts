import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { dailyReturn } from "../../../../models/trading-signal/returns.ts";
import { DEPLOYER } from "../../../helpers/scorer.ts";
import { FIRST_DAY } from "../../../helpers/trading-vault-world.ts";
import { MODEL, openVault, submitRecorded, type OpenVault } from "../../../helpers/trading-vault.ts";
import { windowPrices } from "../../../helpers/vault-feed.ts";
import { loadProof } from "../../../helpers/vectors.ts";

type RebalanceArgs = [epoch: bigint, rounds: bigint[], deadline: bigint, proof: string, instances: bigint[]];

const DOLLARS = 10n ** 6n;
const load = (name: string) => loadProof(MODEL, name);
const returnsOf = (day: number) => {
  const prices = windowPrices(day);
  return prices.slice(1).map((price, i) => dailyReturn(prices[i]!, price));
};

describe("Attacks on the trading vault by real proofs", function () {
  this.timeout(120_000);
  let world: OpenVault;
  let restore: () => Promise<void>;

  before(async () => {
    world = await openVault({ real: true, maxAge: 3_600, terms: { keeperFee: DOLLARS } });
    await world.deposit(world.carol, 50_000n * DOLLARS);
    await world.nextDay();
    restore = await world.snapshot();
  });
  afterEach(() => restore());

  it("stale prices: no trade by a good proof while the feed is silent", async () => {
    const { vault, ring, alice, networkHelpers } = world;
    await networkHelpers.time.increase(2 * 3_600);
    await expect(submitRecorded(world, alice, load("alice-d0"))).to.be.revertedWithCustomError(
      ring,
      "PriceRingRoundStale",
    );
    await world.setPrice(world.price());
    await submitRecorded(world, alice, load("alice-d0"));
    expect(await vault.lastEpoch()).to.equal(FIRST_DAY);
  });

  it("prices of another window: proven well, and refused", async () => {
    const other = load("alice-d0-other-window");
    const [index, expected, actual] = firstDifference(returnsOf(FIRST_DAY), rawOf(other.input));
    await expect(submitRecorded(world, world.alice, other))
      .to.be.revertedWithCustomError(world.vault, "VaultReturnMismatch")
      .withArgs(index, expected, actual);
  });

  it("a price one unit off: proven well, and refused", async () => {
    const off = load("alice-d0-unit-off");
    const [index, expected, actual] = firstDifference(returnsOf(FIRST_DAY), rawOf(off.input));
    expect(actual === expected + 1n || actual === expected - 1n).to.equal(true);
    await expect(submitRecorded(world, world.alice, off))
      .to.be.revertedWithCustomError(world.vault, "VaultReturnMismatch")
      .withArgs(index, expected, actual);
  });

  it("a proof of the last epoch: refused as that, and as this one's", async () => {
    const { vault, alice } = world;
    await world.nextDay();
    const { proof, instances } = load("alice-d0");
    const send = (epoch: bigint) =>
      vault
        .connect(alice)
        .rebalance(epoch, [world.today() - 1n, world.today()], MaxUint256, proof, instances);
    await expect(send(world.today() - 1n))
      .to.be.revertedWithCustomError(vault, "VaultEpochNotCurrent")
      .withArgs(world.today() - 1n, world.today());
    await expect(send(world.today())).to.be.revertedWithCustomError(vault, "EzklContextMismatch");
  });

  it("a proof of tomorrow's epoch: too early", async () => {
    const { vault, alice } = world;
    await expect(submitRecorded(world, alice, load("alice-d1")))
      .to.be.revertedWithCustomError(vault, "VaultEpochNotCurrent")
      .withArgs(world.today() + 1n, world.today());
  });

  it("the same proof twice, and another keeper's after it: one rebalance an epoch", async () => {
    const { vault, alice, bob } = world;
    await submitRecorded(world, alice, load("alice-d0"));
    for (const [keeper, name] of [
      [alice, "alice-d0"],
      [bob, "bob-d0"],
    ] as const) {
      await expect(submitRecorded(world, keeper, load(name)))
        .to.be.revertedWithCustomError(vault, "VaultEpochDone")
        .withArgs(world.today(), world.today());
    }
    expect(await vault.balanceOf(bob)).to.equal(0n);
  });

  it("a copied keeper's transaction: worth nothing to the copier", async () => {
    const { vault, bob } = world;
    await expect(submitRecorded(world, bob, load("alice-d0"))).to.be.revertedWithCustomError(
      vault,
      "EzklContextMismatch",
    );
  });

  it("a copied keeper's transaction, mined first: fails, and the keeper's own succeeds behind it", async () => {
    const { vault, alice, bob, connection, networkHelpers, ethers } = world;
    const { proof, instances } = load("alice-d0");
    const args: RebalanceArgs = [world.today(), [world.today()], MaxUint256, proof, instances];
    await connection.provider.request({ method: "evm_setAutomine", params: [false] });
    const limits = { gasLimit: 2_000_000n, maxFeePerGas: 10n ** 11n };
    const own = await vault.connect(alice).rebalance(...args, { ...limits, maxPriorityFeePerGas: 1n });
    const copy = await vault.connect(bob).rebalance(...args, { ...limits, maxPriorityFeePerGas: 10n ** 10n });
    await networkHelpers.mine();
    await connection.provider.request({ method: "evm_setAutomine", params: [true] });
    const [ofAlice, ofBob] = await Promise.all(
      [own, copy].map(({ hash }) => ethers.provider.getTransactionReceipt(hash)),
    );
    expect(ofBob!.index < ofAlice!.index, "the copy came first").to.equal(true);
    expect([ofAlice!.status, ofBob!.status]).to.deep.equal([1, 0]);
    expect((await vault.balanceOf(alice)) > 0n).to.equal(true);
    expect(await vault.balanceOf(bob)).to.equal(0n);
  });

  it("replay in a sibling vault: refused", async () => {
    const { ethers, setup, alice } = world;
    const signers = await ethers.getSigners();
    const sibling = await ethers.deployContract("TradingVault", [setup], signers[DEPLOYER]);
    await world.nextDay();
    const { proof, instances } = load("alice-d1");
    const rounds = [world.today() - 1n, world.today()];
    const args: RebalanceArgs = [world.today(), rounds, MaxUint256, proof, instances];
    await expect(sibling.connect(alice).rebalance(...args)).to.be.revertedWithCustomError(
      sibling,
      "EzklContextMismatch",
    );
    await world.vault.connect(alice).rebalance(...args);
  });

  it("replay on another chain: refused", async () => {
    const elsewhere = await openVault({ real: true, chainId: 1 });
    await elsewhere.deposit(elsewhere.carol, 50_000n * DOLLARS);
    await elsewhere.nextDay();
    expect(await elsewhere.vault.getAddress()).to.equal(await world.vault.getAddress());
    await expect(submitRecorded(elsewhere, elsewhere.alice, load("alice-d0"))).to.be.revertedWithCustomError(
      elsewhere.vault,
      "EzklContextMismatch",
    );
  });

  it("a sandwich beyond the bound: the swap in front makes the rebalance fail, and its maker pays for both ways", async () => {
    const { vault, alice, stable, risk, maker, connection, networkHelpers, ethers } = world;
    const price = world.price();
    const wealth = async () => (await stable.balanceOf(maker)) + world.worth(await risk.balanceOf(maker));
    const [before, held] = [await wealth(), await world.holdings()];
    await connection.provider.request({ method: "evm_setAutomine", params: [false] });
    // In front: the model buys, so the price is pushed up by two percent.
    const front = await world.movePool((price * 102n) / 100n, {
      ...{ gasLimit: 1_000_000n, maxPriorityFeePerGas: 10n ** 10n, maxFeePerGas: 10n ** 11n },
    });
    const { proof, instances } = load("alice-d0");
    const victim = await vault
      .connect(alice)
      .rebalance(world.today(), [world.today()], MaxUint256, proof, instances, {
        ...{ gasLimit: 2_000_000n, maxPriorityFeePerGas: 1n, maxFeePerGas: 10n ** 11n },
      });
    await networkHelpers.mine();
    await connection.provider.request({ method: "evm_setAutomine", params: [true] });
    const receipts = await Promise.all(
      [front!, victim].map(({ hash }) => ethers.provider.getTransactionReceipt(hash)),
    );
    expect(receipts.map((receipt) => receipt!.status)).to.deep.equal([1, 0]);
    expect(receipts[0]!.blockNumber).to.equal(receipts[1]!.blockNumber);
    await expect(submitRecorded(world, alice, load("alice-d0"))).to.be.revertedWithCustomError(
      vault,
      "VaultSlippage",
    );
    expect(await world.holdings()).to.deep.equal(held);
    await world.movePool(price);
    expect((await wealth()) < before, "nothing was won").to.equal(true);
    await submitRecorded(world, alice, load("alice-d0"));
  });
});

const rawOf = (input: readonly number[]) => input.map((value) => BigInt(Math.round(value * 2 ** 16)));

function firstDifference(
  expected: readonly bigint[],
  actual: readonly bigint[],
): [index: number, expected: bigint, actual: bigint] {
  const index = expected.findIndex((value, i) => value !== actual[i]);
  return [index, expected[index]!, actual[index]!];
}
