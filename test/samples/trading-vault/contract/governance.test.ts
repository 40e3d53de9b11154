import { expect } from "chai";

import { openVault, SAMPLE_TERMS, type OpenVault } from "../../../helpers/trading-vault.ts";

const WEEK = 7 * 24 * 3600;
const NEXT = { slippage: 50n, tradeCap: 2_500n, minTrade: 10n, keeperFee: 7n };
const asList = (terms: typeof NEXT) => [terms.slippage, terms.tradeCap, terms.minTrade, terms.keeperFee];

describe("Governance of the trading vault", () => {
  let world: OpenVault;
  let restore: () => Promise<void>;

  before(async () => {
    world = await openVault();
    await world.deposit(world.alice, 1_000_000_000n);
    restore = await world.snapshot();
  });
  afterEach(() => restore());

  const now = async () => BigInt(await world.networkHelpers.time.latest());
  const propose = (terms = NEXT) => world.vault.connect(world.owner).proposeTerms(terms);

  it("changes terms a week after they were made public, by anybody's hand", async () => {
    const { vault, bob, networkHelpers } = world;
    const proposed = propose();
    await proposed;
    const at = (await now()) + BigInt(WEEK);
    await expect(proposed).to.emit(vault, "TermsProposed").withArgs(asList(NEXT), at);
    expect(await vault.applicableAt()).to.equal(at);
    expect([...(await vault.proposedTerms())]).to.deep.equal(asList(NEXT));
    expect([...(await vault.terms())]).to.deep.equal(asList(SAMPLE_TERMS));

    await networkHelpers.time.setNextBlockTimestamp(at - 1n);
    await expect(vault.connect(bob).applyTerms())
      .to.be.revertedWithCustomError(vault, "VaultProposalTooYoung")
      .withArgs(at, at - 1n);
    await networkHelpers.time.setNextBlockTimestamp(at);
    await expect(vault.connect(bob).applyTerms()).to.emit(vault, "TermsApplied").withArgs(asList(NEXT));
    expect([...(await vault.terms())]).to.deep.equal(asList(NEXT));
    expect(await vault.applicableAt()).to.equal(0n);
    await expect(vault.applyTerms()).to.be.revertedWithCustomError(vault, "VaultNothingProposed");
  });

  it("leaves everybody the whole week to go, and going takes one transaction", async () => {
    const { vault, alice, networkHelpers } = world;
    await propose();
    await networkHelpers.time.increase(WEEK - 10);
    const shares = await vault.balanceOf(alice);
    await vault.connect(alice).redeem(shares, alice, alice);
    expect(await vault.balanceOf(alice)).to.equal(0n);
  });

  it("starts the week again with another proposal, and forgets the one before", async () => {
    const { vault, networkHelpers } = world;
    await propose();
    await networkHelpers.time.increase(WEEK - 10);
    await propose({ ...NEXT, keeperFee: 8n });
    const at = (await now()) + BigInt(WEEK);
    await networkHelpers.time.increase(100);
    await expect(vault.applyTerms()).to.be.revertedWithCustomError(vault, "VaultProposalTooYoung");
    await networkHelpers.time.increaseTo(at);
    await vault.applyTerms();
    expect((await vault.terms()).keeperFee).to.equal(8n);
  });

  it("takes a proposal back", async () => {
    const { vault, owner, networkHelpers } = world;
    await expect(vault.connect(owner).cancelProposal()).to.be.revertedWithCustomError(
      vault,
      "VaultNothingProposed",
    );
    await propose();
    await expect(vault.connect(owner).cancelProposal())
      .to.emit(vault, "ProposalCancelled")
      .withArgs(asList(NEXT));
    expect(await vault.applicableAt()).to.equal(0n);
    await networkHelpers.time.increase(WEEK + 1);
    await expect(vault.applyTerms()).to.be.revertedWithCustomError(vault, "VaultNothingProposed");
  });

  it("refuses to propose terms beyond the caps", async () => {
    const { vault } = world;
    await expect(propose({ ...NEXT, slippage: 301n }))
      .to.be.revertedWithCustomError(vault, "VaultSlippageOutOfRange")
      .withArgs(301n, 6n, 300n);
    await expect(propose({ ...NEXT, tradeCap: 10_001n })).to.be.revertedWithCustomError(
      vault,
      "VaultTradeCapOutOfRange",
    );
    await expect(propose({ ...NEXT, minTrade: 1_001n })).to.be.revertedWithCustomError(
      vault,
      "VaultMinTradeTooHigh",
    );
  });

  it("obeys nobody but the owner", async () => {
    const { vault, alice, owner } = world;
    await propose();
    const stranger = vault.connect(alice);
    for (const attempt of [
      () => stranger.proposeTerms(NEXT),
      () => stranger.cancelProposal(),
      () => stranger.pause(),
      () => stranger.unpause(),
      () => stranger.renounceOwnership(),
      () => stranger.transferOwnership(alice),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(vault, "OwnableUnauthorizedAccount")
        .withArgs(alice);
    }
    await vault.connect(owner).pause();
    await expect(stranger.unpause()).to.be.revertedWithCustomError(vault, "OwnableUnauthorizedAccount");
  });

  it("hands ownership over in two steps", async () => {
    const { vault, owner, bob } = world;
    await vault.connect(owner).transferOwnership(bob);
    expect(await vault.owner()).to.equal(owner);
    await vault.connect(bob).acceptOwnership();
    expect(await vault.owner()).to.equal(bob);
  });

  it("stops deposits and rebalances by a pause, and says so in its limits", async () => {
    const { vault, owner, alice, bob, fund } = world;
    await fund(bob, 1_000n);
    expect(await vault.maxDeposit(bob)).to.equal(2n ** 256n - 1n);
    expect(await vault.maxMint(bob)).to.equal(2n ** 256n - 1n);
    await vault.connect(owner).pause();
    expect(await vault.maxDeposit(bob)).to.equal(0n);
    expect(await vault.maxMint(bob)).to.equal(0n);
    await expect(vault.connect(bob).deposit(1_000n, bob)).to.be.revertedWithCustomError(
      vault,
      "EnforcedPause",
    );
    await expect(vault.connect(bob).mint(1_000n, bob)).to.be.revertedWithCustomError(vault, "EnforcedPause");
    await world.nextDay();
    await expect(world.rebalance(alice, 0.5)).to.be.revertedWithCustomError(vault, "EnforcedPause");
    expect((await vault.state()).paused).to.equal(true);
    await vault.connect(owner).unpause();
    await world.rebalance(alice, 0.5);
    await vault.connect(bob).deposit(1_000n, bob);
  });

  it("never stops anybody from leaving: redeem, withdraw and exit work in a pause", async () => {
    const { vault, owner, alice } = world;
    await world.nextDay();
    await world.rebalance(alice, 0.5);
    await vault.connect(owner).pause();
    const third = (await vault.balanceOf(alice)) / 3n;
    await vault.connect(alice).redeem(third, alice, alice);
    await vault.connect(alice).withdraw((await vault.maxWithdraw(alice)) / 2n, alice, alice);
    await vault.connect(alice).exit(await vault.balanceOf(alice), alice, alice);
    expect(await vault.totalSupply()).to.equal(0n);
  });

  it("lets the owner go, but not while only an owner could end the pause", async () => {
    const { vault, owner } = world;
    await vault.connect(owner).pause();
    await expect(vault.connect(owner).renounceOwnership()).to.be.revertedWithCustomError(
      vault,
      "EnforcedPause",
    );
    await vault.connect(owner).unpause();
    await vault.connect(owner).renounceOwnership();
    expect(await vault.owner()).to.equal("0x0000000000000000000000000000000000000000");
  });
});
