import { expect } from "chai";

import { createWorld, type World } from "../../../helpers/trading-vault-world.ts";
import { deployVerifier, vaultSetup } from "../../../helpers/trading-vault.ts";

const ZERO = "0x0000000000000000000000000000000000000000";

describe("Construction of the trading vault", () => {
  let world: World;
  let setup: Awaited<ReturnType<typeof vaultSetup>>;

  before(async () => {
    world = await createWorld();
    setup = await vaultSetup(world);
  });

  const build = (overrides: Partial<typeof setup> = {}) =>
    world.ethers.deployContract("TradingVault", [{ ...setup, ...overrides }]);
  /** Expects a setup to be refused by a named error. */
  const refuses = async (overrides: Partial<typeof setup>, error: string, args: unknown[]) =>
    expect(build(overrides))
      .to.be.revertedWithCustomError(await world.ethers.getContractFactory("TradingVault"), error)
      .withArgs(...args);
  const deployToken = async (decimals: number) =>
    (await world.ethers.deployContract("PracticeToken", ["Token", "TOK", decimals])).getAddress();
  const hostilePool = async (token0: string, token1: string, fee = 500) =>
    (await world.ethers.deployContract("HostilePool", [token0, token1, fee])).getAddress();

  it("keeps what it is made of", async () => {
    const vault = await build();
    expect(await vault.name()).to.equal(setup.name);
    expect(await vault.symbol()).to.equal(setup.symbol);
    expect(await vault.STABLE()).to.equal(setup.stable);
    expect(await vault.asset()).to.equal(setup.stable);
    expect(await vault.RISK()).to.equal(setup.risk);
    expect(await vault.RING()).to.equal(setup.ring);
    expect(await vault.POOL()).to.equal(setup.pool);
    expect(await vault.POOL_FEE()).to.equal(500n);
    expect(await vault.verifier()).to.equal(setup.verifier);
    expect(await vault.verifierCodeHash()).to.equal(setup.verifierCodeHash);
    expect(await vault.owner()).to.equal(setup.owner);
    expect(await vault.DORMANT_AFTER()).to.equal(5n);
    expect(await vault.decimals()).to.equal(12n);
    expect(await vault.lastEpoch()).to.equal(world.today());
    expect([...(await vault.terms())]).to.deep.equal(Object.values(setup.terms));
    expect(await vault.applicableAt()).to.equal(0n);
  });

  it("refuses one token for both assets", () =>
    refuses({ risk: setup.stable }, "VaultSameToken", [setup.stable]));

  it("refuses tokens of too few or too many decimals, on either side", async () => {
    for (const decimals of [5, 19]) {
      const token = await deployToken(decimals);
      await refuses({ stable: token }, "VaultDecimalsOutOfRange", [token, decimals, 6, 18]);
      await refuses({ risk: token }, "VaultDecimalsOutOfRange", [token, decimals, 6, 18]);
    }
  });

  it("refuses a ring and a pool without code", async () => {
    const nobody = world.alice.address;
    await refuses({ ring: nobody }, "VaultRingNoCode", [nobody]);
    await refuses({ pool: nobody }, "VaultPoolNoCode", [nobody]);
  });

  it("refuses a pool that is not the pair's, whichever token is the other", async () => {
    const other = await deployToken(18);
    const { stable, risk } = setup;
    for (const [token0, token1] of [
      [stable, other],
      [other, stable],
      [risk, other],
      [other, risk],
      [stable, stable],
      [risk, risk],
    ] as const) {
      const pool = await hostilePool(token0, token1);
      await refuses({ pool }, "VaultPoolOfOthers", [pool, token0, token1]);
    }
    await build({ pool: await hostilePool(stable, risk) });
    await build({ pool: await hostilePool(risk, stable) });
  });

  it("refuses terms beyond the caps, and a slippage that the pool's fee alone exceeds", async () => {
    const terms = (changed: Partial<typeof setup.terms>) => ({ terms: { ...setup.terms, ...changed } });
    for (const slippage of [0n, 5n, 301n]) {
      await refuses(terms({ slippage }), "VaultSlippageOutOfRange", [slippage, 6n, 300n]);
    }
    for (const tradeCap of [99n, 10_001n]) {
      await refuses(terms({ tradeCap }), "VaultTradeCapOutOfRange", [tradeCap, 100n, 10_000n]);
    }
    await refuses(terms({ minTrade: 1_001n }), "VaultMinTradeTooHigh", [1_001n, 1_000n]);
    await refuses(terms({ minTrade: 201n, tradeCap: 200n }), "VaultMinTradeTooHigh", [201n, 200n]);
    await build(terms({ slippage: 6n, tradeCap: 100n, minTrade: 100n }));
    await build(terms({ slippage: 300n, tradeCap: 10_000n, minTrade: 1_000n, keeperFee: 2n ** 128n - 1n }));
  });

  it("asks more slippage of a pool that charges more", async () => {
    for (const [fee, slippage] of [
      [100, 2n],
      [3_000, 31n],
      [10_000, 101n],
    ] as const) {
      const pool = await hostilePool(setup.stable, setup.risk, fee);
      const terms = { ...setup.terms, slippage: slippage - 1n };
      await refuses({ pool, terms }, "VaultSlippageOutOfRange", [slippage - 1n, slippage, 300n]);
      const vault = await build({ pool, terms: { ...terms, slippage } });
      expect(await vault.minSlippage()).to.equal(slippage);
    }
  });

  it("refuses to sleep at once or never", async () => {
    for (const dormantAfter of [0n, 31n]) {
      await refuses({ dormantAfter }, "VaultDormantAfterOutOfRange", [dormantAfter, 30n]);
    }
    await build({ dormantAfter: 1n });
    await build({ dormantAfter: 30n });
  });

  it("refuses to belong to nobody", () => refuses({ owner: ZERO }, "OwnableInvalidOwner", [ZERO]));

  it("refuses another verifier's code", async () => {
    const [real, codeHash] = await deployVerifier(world.connection, true);
    await refuses({ verifier: real }, "EzklVerifierPinCodeHash", [real, setup.verifierCodeHash, codeHash]);
  });
});
