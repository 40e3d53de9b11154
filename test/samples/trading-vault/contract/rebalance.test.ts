import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { feeShares, orderAt, quoteAt } from "../../../helpers/trading-vault-model.ts";
import { LAYOUT } from "../../../helpers/trading-vault-instances.ts";
import { MODEL, openVault, submitRecorded, type OpenVault } from "../../../helpers/trading-vault.ts";
import { loadProof } from "../../../helpers/vectors.ts";

const TIMEOUT = 120_000;
const DOLLARS = 10n ** 6n;
const proofOf = (day: number) => loadProof(MODEL, `alice-d${day}`);

describe("Rebalancing the trading vault by real proofs", function () {
  this.timeout(TIMEOUT);
  const terms = { slippage: 100n, tradeCap: 10_000n, minTrade: 100n, keeperFee: 2n * DOLLARS };
  let world: OpenVault;
  let restore: () => Promise<void>;

  before(async () => {
    world = await openVault({ real: true, terms });
    await world.deposit(world.bob, 50_000n * DOLLARS);
    await world.nextDay();
    restore = await world.snapshot();
  });
  afterEach(() => restore());

  it("stands where the recorded proofs expect it, with their model", async () => {
    const { vault, alice } = world;
    const { context } = proofOf(0);
    expect(await vault.getAddress()).to.equal(context.consumer);
    expect(await vault.modelDigest(), "record the proofs again: model or settings changed").to.equal(
      context.modelDigest,
    );
    expect(await vault.contextOf(alice, context.scope)).to.equal(context.hash);
  });

  it("buys, sells, buys, sells and rests as the model says, day by day, each to the unit", async () => {
    const { vault, alice, decimals } = world;
    const traded: string[] = [];
    for (let day = 0; day <= 4; day++) {
      if (day > 0) await world.nextDay();
      const recorded = proofOf(day);
      const before = await world.holdings();
      const quote = quoteAt(world.price(), decimals, terms.slippage);
      const raw = recorded.instances[LAYOUT.allocation]!;
      const order = orderAt(before, quote, terms, raw, LAYOUT.allocationBits);
      expect(order.percent).to.equal(BigInt(Math.round(100 * recorded.outputs[0]!)));
      expect([...(await vault.previewTrade(raw))]).to.deep.equal(Object.values(order));

      const sent = submitRecorded(world, alice, recorded);
      await sent;
      const after = await world.holdings();
      const [stable, risk] = [after.stable - before.stable, after.risk - before.risk];
      const fee = feeShares({ ...after, total: before.total }, quote, terms.keeperFee);
      await expect(sent)
        .to.emit(vault, "Rebalanced")
        .withArgs(world.today(), alice, order.percent, stable, risk, world.price(), fee);
      expect(after.total - before.total, "the keeper's fee").to.equal(fee);
      expect(order.buys ? -stable : -risk, "what was spent").to.equal(order.amountIn);
      expect((order.buys ? risk : stable) >= order.minimumOut, "what came").to.equal(true);
      traded.push(order.amountIn === 0n ? "rests" : order.buys ? "buys" : "sells");
      expect(await vault.lastEpoch()).to.equal(world.today());
    }
    expect(traded).to.deep.equal(["buys", "sells", "buys", "sells", "rests"]);
    expect((await vault.balanceOf(alice)) > 0n).to.equal(true);
  });

  it("takes an epoch's proof in one transaction, with days that were missed", async () => {
    const { vault, alice } = world;
    await world.nextDay();
    const { proof, instances } = proofOf(1);
    const rebalance = (rounds: bigint[]) =>
      vault.connect(alice).rebalance(world.today(), rounds, MaxUint256, proof, instances);
    await expect(rebalance([world.today()]))
      .to.be.revertedWithCustomError(world.ring, "PriceRingDayMissing")
      .withArgs(world.today() - 1n);
    await rebalance([world.today() - 1n, world.today()]);
    expect(await vault.lastEpoch()).to.equal(world.today());
  });

  it("needs no rounds where somebody recorded the day before", async () => {
    const { vault, ring, alice, carol } = world;
    await ring.connect(carol).observe(world.today(), [world.today()]);
    const { proof, instances } = proofOf(0);
    await vault.connect(alice).rebalance(world.today(), [], MaxUint256, proof, instances);
    expect(await vault.lastEpoch()).to.equal(world.today());
  });

  it("refuses another allocation than the proven one", async () => {
    const recorded = proofOf(0);
    const instances = recorded.instances.map((felt, i) => (i === LAYOUT.allocation ? felt + 1n : felt));
    await expect(
      submitRecorded(world, world.alice, { ...recorded, instances }),
    ).to.be.revertedWithCustomError(world.vault, "EzklConsumerProofRejected");
  });

  it("refuses what comes after its deadline", async () => {
    const { vault, alice, networkHelpers } = world;
    const { proof, instances } = proofOf(0);
    const deadline = BigInt(await networkHelpers.time.latest()) + 100n;
    const rebalance = () =>
      vault.connect(alice).rebalance(world.today(), [world.today()], deadline, proof, instances);
    await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
    await expect(rebalance())
      .to.be.revertedWithCustomError(vault, "VaultDeadlinePassed")
      .withArgs(deadline, deadline + 1n);
  });

  it("takes what comes right at its deadline", async () => {
    const { vault, alice, networkHelpers } = world;
    const { proof, instances } = proofOf(0);
    const deadline = BigInt(await networkHelpers.time.latest()) + 100n;
    await networkHelpers.time.setNextBlockTimestamp(deadline);
    await vault.connect(alice).rebalance(world.today(), [world.today()], deadline, proof, instances);
  });
});
