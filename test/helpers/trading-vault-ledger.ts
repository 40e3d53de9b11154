import {
  feeShares,
  keepsShares,
  orderAt,
  partsDown,
  partsUp,
  sharesFor,
  sharesTaken,
  worth,
  type Quote,
} from "./trading-vault-model.ts";
import { LAYOUT } from "./trading-vault-instances.ts";
import { VIRTUAL, type Held, type VaultTerms } from "./trading-vault.ts";

/** What the pool gave out and took in during an action; the vault's side is the opposite. */
export interface Market {
  /** Change of the pool's stable. */
  stable: bigint;
  /** Change of the pool's risk. */
  risk: bigint;
}

/** What an action is expected to change of its receiver's or payer's tokens. */
export interface Flow {
  stable: bigint;
  risk: bigint;
}

/**
 * The vault's books, kept by the rules said a second time: who holds how many shares, and what the vault holds. The market's part of each action is
 * told; everything else follows. Throws where an action breaks a rule of money.
 */
export class VaultLedger {
  readonly shares = new Map<string, bigint>();
  readonly terms: VaultTerms;
  stable = 0n;
  risk = 0n;

  constructor(terms: VaultTerms) {
    this.terms = terms;
  }

  get held(): Held {
    return { stable: this.stable, risk: this.risk, total: this.#supply() + VIRTUAL };
  }

  of(account: string): bigint {
    return this.shares.get(account) ?? 0n;
  }

  deposit(account: string, quote: Quote, assets: bigint, market: Market): Flow {
    const shares = sharesFor(this.held, quote, assets);
    const { risk } = partsUp(this.held, shares);
    this.#expect(market.risk === -risk, `buys ${-market.risk} of risk for a part of ${risk}`);
    return this.#change(account, shares, { stable: -assets, risk: 0n }, market);
  }

  mint(account: string, shares: bigint, market: Market): Flow {
    const parts = partsUp(this.held, shares);
    this.#expect(market.risk === -parts.risk, `buys ${-market.risk} of risk for a part of ${parts.risk}`);
    return this.#change(account, shares, { stable: -parts.stable - market.stable, risk: 0n }, market);
  }

  redeem(account: string, shares: bigint, market: Market): Flow {
    const parts = partsDown(this.held, shares);
    this.#expect(market.risk === parts.risk, `sells ${market.risk} of risk for a part of ${parts.risk}`);
    return this.#change(account, -shares, { stable: parts.stable - market.stable, risk: 0n }, market);
  }

  withdraw(account: string, quote: Quote, assets: bigint, market: Market): Flow {
    const shares = sharesTaken(this.held, quote, assets);
    const { risk } = partsDown(this.held, shares);
    this.#expect(market.risk === risk, `sells ${market.risk} of risk for a part of ${risk}`);
    return this.#change(account, -shares, { stable: assets, risk: 0n }, market);
  }

  exit(account: string, shares: bigint): Flow {
    return this.#change(account, -shares, partsDown(this.held, shares), { stable: 0n, risk: 0n });
  }

  give(stable: bigint, risk: bigint): void {
    const before = this.held;
    this.stable += stable;
    this.risk += risk;
    this.#expect(keepsShares(before, this.held), "a gift takes from a share");
  }

  rebalance(keeper: string, quote: Quote, raw: bigint, market: Market): void {
    const before = this.held;
    const order = orderAt(before, quote, this.terms, raw, LAYOUT.allocationBits);
    const [spent, received] = order.buys ? [market.stable, -market.risk] : [market.risk, -market.stable];
    this.#expect(spent === order.amountIn, `trades ${spent} for an order of ${order.amountIn}`);
    this.#expect(received >= order.minimumOut, `${received} for at least ${order.minimumOut}`);
    this.stable -= market.stable;
    this.risk -= market.risk;
    const fee = feeShares(this.held, quote, this.terms.keeperFee);
    this.#credit(keeper, fee);
    const { total } = this.held;
    const nav = this.stable + worth(quote, this.risk);
    this.#expect(fee * nav <= (total * nav) / 10_000n, "a fee above a basis point");
    this.#expect(fee * nav <= total * this.terms.keeperFee, "a fee above the fee");
  }

  /** Shares change hands for tokens, and nobody else's share loses any of either. */
  #change(account: string, shares: bigint, flow: Flow, market: Market): Flow {
    const before = this.held;
    this.stable -= flow.stable + market.stable;
    this.risk -= flow.risk + market.risk;
    this.#credit(account, shares);
    this.#expect(this.stable >= 0n && this.risk >= 0n, "pays what it has not");
    this.#expect(keepsShares(before, this.held), "somebody's share lost");
    return flow;
  }

  #credit(account: string, shares: bigint): void {
    this.shares.set(account, this.of(account) + shares);
  }

  #supply(): bigint {
    return [...this.shares.values()].reduce((sum, shares) => sum + shares, 0n);
  }

  #expect(holds: boolean, otherwise: string): void {
    if (!holds) throw new Error(`the vault ${otherwise}`);
  }
}
