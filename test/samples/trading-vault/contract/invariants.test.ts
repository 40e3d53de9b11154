import { expect } from "chai";
import { isCallException, type ContractTransactionResponse } from "ethers";

import { share } from "../../../helpers/share.ts";
import { VaultLedger, type Flow, type Market } from "../../../helpers/trading-vault-ledger.ts";
import { partsUp, quoteAt, sharesTaken } from "../../../helpers/trading-vault-model.ts";
import { allocationRaw } from "../../../helpers/trading-vault-instances.ts";
import { openVault, VIRTUAL, type OpenVault } from "../../../helpers/trading-vault.ts";

/** Fixed, because each action must happen at least once; another one with VAULT_SEED, and longer with VAULT_RUNS. */
const SEED = Number(process.env["VAULT_SEED"] ?? 1);
const RUNS = Number(process.env["VAULT_RUNS"] ?? 5);
const STEPS = 80;
/** Milliseconds for a run, which takes five seconds where nothing else is running. */
const TIMEOUT = 180_000;
const PAIRS = [
  { stableDecimals: 6, riskDecimals: 18, stableFirst: true },
  { stableDecimals: 18, riskDecimals: 8, stableFirst: false },
  { stableDecimals: 6, riskDecimals: 6, stableFirst: true },
  { stableDecimals: 18, riskDecimals: 18, stableFirst: true },
  { stableDecimals: 6, riskDecimals: 18, stableFirst: false },
] as const;
/** What the market may refuse, when its price is not the oracle's. */
const BOUNDS = ["VaultSlippage", "VaultCostTooHigh", "VaultCostTooLow", "VaultProceedsTooHigh"];

describe("Invariants of the trading vault", () => {
  const games = Array.from({ length: RUNS }, (_, run) => run);
  for (const run of process.env["VAULT_RUNS"] === undefined ? share(games, 3) : games) {
    const seed = SEED + run;
    const pair = PAIRS[run % PAIRS.length]!;
    it(`hold whatever happens in whatever order (VAULT_SEED=${seed}, ${JSON.stringify(pair)})`, async function () {
      this.timeout(TIMEOUT);
      await play(seed, pair);
    });
  }
});

/** A game of random steps, each compared with the ledger to the unit, and at last everybody leaves. */
async function play(seed: number, pair: (typeof PAIRS)[number]): Promise<void> {
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const unit = 10n ** BigInt(pair.stableDecimals);
  const terms = {
    slippage: 100n,
    tradeCap: pick([2_000n, 10_000n]),
    minTrade: pick([0n, 100n]),
    keeperFee: pick([0n, unit / 100n, unit, 2n ** 128n - 1n]),
  };
  const world = await openVault({ ...pair, terms, dormantAfter: 30n });
  const { vault, stable, risk, pool, alice, bob, carol, dave, deployer } = world;
  const accounts = [alice, bob, carol, dave];
  const ledger = new VaultLedger(terms);
  for (const account of accounts) await world.fund(account, 10n ** 9n * unit);
  let oracle = world.price();
  /** Where the pool was brought last; the vault's own trades move it little. */
  let market = oracle;
  const quote = () => quoteAt(oracle, world.decimals, terms.slippage);
  const balances = async (account: string | OpenVault["vault"] | OpenVault["pool"]): Promise<Flow> => ({
    stable: await stable.balanceOf(account),
    risk: await risk.balanceOf(account),
  });
  const minus = (after: Flow, before: Flow): Flow => ({
    stable: after.stable - before.stable,
    risk: after.risk - before.risk,
  });
  const outcomes = new Map<string, number>();

  /** Sends, and has the ledger say what it must have come to. A refusal changes nothing, and must be one that the market explains. */
  async function step(
    name: string,
    account: (typeof accounts)[number],
    send: () => Promise<ContractTransactionResponse>,
    book: (change: Market) => Flow | void,
  ) {
    const what = `seed ${seed}: ${name}`;
    const before = { account: await balances(account.address), pool: await balances(pool) };
    const error = await send().then(() => undefined, nameOfError);
    outcomes.set(error ?? name, (outcomes.get(error ?? name) ?? 0) + 1);
    if (error === undefined) {
      const flow = book(minus(await balances(pool), before.pool));
      if (flow !== undefined) {
        expect(minus(await balances(account.address), before.account), `${what}: paid`).to.deep.equal(flow);
      }
    } else {
      expect(market, `${what}: ${error} though the market is right`).not.to.equal(oracle);
      expect(BOUNDS, `${what}: ${error}`).to.include(error);
    }
    await check(what);
  }

  async function check(what: string) {
    const { held } = ledger;
    expect(await world.holdings(), `${what}: holdings`).to.deep.equal(held);
    for (const { address } of accounts) {
      expect(await vault.balanceOf(address), `${what}: shares of ${address}`).to.equal(ledger.of(address));
    }
  }

  const nameOfError = (error: unknown): string => {
    if (!isCallException(error) || typeof error.data !== "string") {
      const named = /custom error '(\w+)/.exec(String(error))?.[1];
      if (named !== undefined) return named;
      throw error;
    }
    return vault.interface.parseError(error.data)?.name ?? error.data;
  };
  /** From dust to much, evenly over the powers of ten. */
  const someAmount = (most: bigint) => {
    const digits = Math.floor(random() * String(most).length);
    const amount = BigInt(Math.floor(random() * 1e6)) * 10n ** BigInt(digits);
    return amount / 100_000n > most ? most : amount / 100_000n;
  };

  for (let i = 0; i < STEPS; i++) {
    const account = pick(accounts);
    const { address } = account;
    const mine = ledger.of(address);
    const action = random();
    if (action < 0.2) {
      const assets = someAmount(30_000n * unit);
      if ((await vault.previewDeposit(assets)) === 0n) continue;
      const send = () => vault.connect(account).deposit(assets, address);
      await step("deposit", account, send, (change) => ledger.deposit(address, quote(), assets, change));
    } else if (action < 0.35) {
      const shares = await vault.convertToShares(someAmount(30_000n * unit));
      const send = () => vault.connect(account).mint(shares, address);
      await step("mint", account, send, (change) => ledger.mint(address, shares, change));
    } else if (action < 0.5) {
      const shares = random() < 0.2 ? mine : someAmount(mine);
      const send = () => vault.connect(account).redeem(shares, address, address);
      await step("redeem", account, send, (change) => ledger.redeem(address, shares, change));
    } else if (action < 0.6) {
      const most = await vault.maxWithdraw(address);
      const assets = random() < 0.2 ? most : someAmount(most);
      if (sharesTaken(ledger.held, quote(), assets) > mine) throw new Error("the limit is too high");
      const send = () => vault.connect(account).withdraw(assets, address, address);
      await step("withdraw", account, send, (change) => ledger.withdraw(address, quote(), assets, change));
    } else if (action < 0.67) {
      const shares = someAmount(mine);
      const send = () => vault.connect(account).exit(shares, address, address);
      await step("exit", account, send, () => ledger.exit(address, shares));
    } else if (action < 0.72) {
      const gift = {
        stable: someAmount(100n * unit),
        risk: someAmount(10n ** BigInt(pair.riskDecimals - 2)),
      };
      await stable.connect(deployer).mint(vault, gift.stable);
      await risk.connect(deployer).mint(vault, gift.risk);
      ledger.give(gift.stable, gift.risk);
      await check(`seed ${seed}: gift`);
    } else if (action < 0.82) {
      market = (oracle * pick([980n, 992n, 996n, 1_000n, 1_000n, 1_004n, 1_008n, 1_020n])) / 1_000n;
      await world.movePool(market);
    } else if (action < 0.87) {
      // The oracle errs, up to half or double; the market does not.
      oracle = (world.price() * pick([500n, 900n, 990n, 1_000n, 1_000n, 1_010n, 1_100n, 2_000n])) / 1_000n;
      await world.setPrice(oracle);
    } else {
      await world.nextDay();
      [market, oracle] = [world.price(), world.price()];
      await world.ring.observe(world.today(), [world.today()]);
      const allocation = pick([0, 0.01, 0.2, 0.5, 0.77, 1, 1.5, -0.1]);
      const send = () => world.rebalance(account, allocation);
      const raw = allocationRaw(allocation);
      await step("rebalance", account, send, (change) => ledger.rebalance(address, quote(), raw, change));
    }
  }

  await world.nextDay();
  [market, oracle] = [world.price(), world.price()];
  for (const account of accounts) {
    const { address } = account;
    const shares = ledger.of(address);
    if (random() < 0.7) {
      const send = () => vault.connect(account).redeem(shares, address, address);
      await step("leave", account, send, (change) => ledger.redeem(address, shares, change));
    } else {
      const send = () => vault.connect(account).exit(shares, address, address);
      await step("leave", account, send, () => ledger.exit(address, shares));
    }
  }
  expect(await vault.totalSupply()).to.equal(0n);
  expect(ledger.held.total, "what is left is the virtual shares'").to.equal(VIRTUAL);
  // It is worth what a million shares are worth, and a price of one more share buys it all up to rounding.
  const part = partsUp(ledger.held, VIRTUAL);
  expect([part.stable, part.risk]).to.deep.equal([ledger.stable + 1n, ledger.risk]);
  // A game of refusals alone would prove little.
  const done = ["deposit", "mint", "redeem", "withdraw", "exit", "rebalance", "leave"];
  for (const name of done) expect(outcomes.get(name) ?? 0, `seed ${seed}: ${name}`).to.be.greaterThan(0);
}

/** Mulberry32: numbers in [0, 1) from a seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
