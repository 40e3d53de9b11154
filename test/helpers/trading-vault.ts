import { readFileSync } from "node:fs";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  keccak256,
  MaxUint256,
  toBeHex,
  type Addressable,
  type ContractTransactionResponse,
  type Overrides,
} from "ethers";

import { CLOSE_DECIMALS } from "../../models/trading-signal/closes.ts";
import { dailyReturn } from "../../models/trading-signal/returns.ts";
import { hardenVerifier } from "../../src/verifier/index.ts";
import { sqrtPriceAt, stableIsToken0 } from "../../tasks/trading-vault/practice/pool-price.ts";
import { deployUniswap, uniswapAt } from "../../tasks/trading-vault/practice/uniswap.ts";
import { R } from "./calldata.ts";
import { compileFile, compileSolidity, type CompiledContract } from "./compile.ts";
import { compileMock, deployMock } from "./mock-verifiers.ts";
import { deployCompiled, DEPLOYER, type Connection } from "./scorer.ts";
import {
  closesAt,
  connectAtClose,
  DAY_SECONDS,
  deployFeed,
  deployRing,
  priceOf,
  report,
  roundsOf,
  windowPrices,
} from "./vault-feed.ts";
import { loadEngineSource, type RecordedProof } from "./vectors.ts";

export const MODEL = "trading-vault";
/** The first day that recorded proofs are for; vaults of these tests are created the day before. */
export const FIRST_DAY = 19_304;
export const POOL_FEE = 500;
/** Virtual shares. */
export const VIRTUAL = 1_000_000n;
export const ZERO = "0x0000000000000000000000000000000000000000";
/** The account that owns the pool's liquidity and moves its price. */
const MAKER = 18;
/** Ticks of a pool of 0.05 % are multiples of ten. */
const LAST_TICK = 887_270;

const library = readFileSync(
  new URL("../../contracts/generated/trading-signal/TradingSignalStatement.sol", import.meta.url),
  "utf8",
);
const constant = (name: string) => Number(new RegExp(` ${name} = (\\d+);`).exec(library)?.[1]);

/** What the vault holds and all of its shares, the virtual ones among them. */
export interface Held {
  stable: bigint;
  risk: bigint;
  total: bigint;
}

/** Layout of the model's instances, as generated. */
export const LAYOUT = {
  instances: constant("INSTANCES"),
  returns: constant("RETURNS_OFFSET"),
  allocation: constant("ALLOCATION_OFFSET"),
  context: constant("CONTEXT_OFFSET"),
  allocationBits: BigInt(constant("ALLOCATION_SCALE_BITS")),
};

export interface VaultTerms {
  slippage: bigint;
  tradeCap: bigint;
  minTrade: bigint;
  keeperFee: bigint;
}

export interface WorldOptions {
  /** Chain to create; the one of the recorded proofs by default. */
  chainId?: number;
  stableDecimals?: number;
  riskDecimals?: number;
  /** Whether the stable asset is the pool's token0. */
  stableFirst?: boolean;
  /** Contracts to take for tokens, with their arguments, instead of plain ones of the decimals given. */
  stableToken?: readonly [name: string, args: readonly unknown[]];
  riskToken?: readonly [name: string, args: readonly unknown[]];
  terms?: Partial<VaultTerms>;
  dormantAfter?: bigint;
  /** Whole risk tokens in the pool. */
  depth?: bigint;
  /** Seconds that a price may be old. */
  maxAge?: number;
  /** Whether contracts are compiled apart from Hardhat, for gas: its artifacts cost more under `--coverage`. */
  apart?: boolean;
  /** Whether a HostilePool takes the place of Uniswap's. */
  hostile?: boolean;
  /** Whether the real verifier stands behind the vault; else one that accepts anything, for rules and money. */
  real?: boolean;
}

export const SAMPLE_TERMS: VaultTerms = {
  slippage: 100n,
  tradeCap: 10_000n,
  minTrade: 100n,
  keeperFee: 0n,
};

/** The verifier as users deploy it. */
export function vaultVerifier(): CompiledContract {
  const { source } = hardenVerifier(loadEngineSource(MODEL), {
    model: MODEL,
    engineVersion: "21.0.0",
    contractName: "SignalVerifier",
  });
  return compileSolidity(source, "SignalVerifier");
}

/** Deploys it, or one that accepts anything; tells its address and the hash of its code. */
export async function deployVerifier(connection: Connection, real: boolean): Promise<[string, string]> {
  if (!real) {
    const address = await deployMock(connection, "PermissiveVerifier");
    return [address, keccak256(compileMock("PermissiveVerifier").runtime)];
  }
  const compiled = vaultVerifier();
  return [await deployCompiled(connection, compiled), keccak256(compiled.runtime)];
}

const SAMPLE = "contracts/samples/trading-vault";
const APART = {
  PracticeToken: `${SAMPLE}/practice/PracticeToken.sol`,
  PriceRing: `${SAMPLE}/PriceRing.sol`,
  TradingVault: `${SAMPLE}/TradingVault.sol`,
  MockV3Aggregator: "node_modules/@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol",
};

/** The contract's address, deployed from Hardhat's artifact or compiled apart. */
async function deployApart(
  connection: Connection,
  name: keyof typeof APART,
  args: readonly unknown[],
  deployer = 0,
): Promise<string> {
  return deployCompiled(connection, compileFile(APART[name], name), args, deployer);
}

/** A token of each kind, the stable one's address below the other's or above. */
async function deployTokens(connection: Connection, options: WorldOptions) {
  const { ethers } = connection;
  const { stableDecimals = 6, riskDecimals = 18, stableFirst = true } = options;
  const [stableName, stableArgs] = options.stableToken ?? [
    "PracticeToken",
    ["Stable", "STABLE", stableDecimals],
  ];
  const [riskName, riskArgs] = options.riskToken ?? ["PracticeToken", ["Risk", "RISK", riskDecimals]];
  // All kinds of tokens here have what the plain one has.
  const deploy = async (name: string, args: readonly unknown[]) =>
    ethers.getContractAt(
      "PracticeToken",
      options.apart === true
        ? await deployApart(connection, "PracticeToken", args)
        : await (await ethers.deployContract(name, [...args])).getAddress(),
    );
  const stable = await deploy(stableName, stableArgs);
  for (;;) {
    const risk = await deploy(riskName, riskArgs);
    const pair = { stable: await stable.getAddress(), risk: await risk.getAddress() };
    if (stableIsToken0(pair) === stableFirst) return { stable, risk };
  }
}

/** Tokens, a feed with the real closes up to the day before FIRST_DAY, its ring, Uniswap with a pool at the last close's price, and no vault yet. */
export async function createWorld(options: WorldOptions = {}) {
  const connection = await connectAtClose(FIRST_DAY - 1, options.chainId);
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const [deployer, alice, bob, carol, dave] = signers as [
    HardhatEthersSigner,
    HardhatEthersSigner,
    HardhatEthersSigner,
    HardhatEthersSigner,
    HardhatEthersSigner,
  ];
  const [owner, maker] = [signers[9]!, signers[MAKER]!];
  const { stable, risk } = await deployTokens(connection, options);
  const decimals = { stable: Number(await stable.decimals()), risk: Number(await risk.decimals()) };

  const feed =
    options.apart === true
      ? await ethers.getContractAt(
          "MockV3Aggregator",
          await deployApart(connection, "MockV3Aggregator", [CLOSE_DECIMALS, 1n]),
        )
      : await deployFeed(connection);
  const first = FIRST_DAY - 29;
  await report(feed, first, FIRST_DAY - 1);
  const ring =
    options.apart === true
      ? await ethers.getContractAt(
          "PriceRing",
          await deployApart(connection, "PriceRing", [await feed.getAddress(), DAY_SECONDS]),
        )
      : await deployRing(connection, feed, options.maxAge);
  await ring.observe(first, roundsOf(first, FIRST_DAY - 1));

  const factory = await deployUniswap("UniswapV3Factory", [], maker);
  const factoryAddress = await factory.getAddress();
  const router = await deployUniswap("SwapRouter", [factoryAddress, ZERO], maker);
  const positions = await deployUniswap("NonfungiblePositionManager", [factoryAddress, ZERO, ZERO], maker);
  const scale = {
    stable: await stable.getAddress(),
    risk: await risk.getAddress(),
    stableDecimals: decimals.stable,
    riskDecimals: decimals.risk,
    feedDecimals: CLOSE_DECIMALS,
  };
  const stableFirst = stableIsToken0(scale);
  const pair = stableFirst ? [scale.stable, scale.risk] : [scale.risk, scale.stable];
  for (const token of [stable, risk]) {
    for (const spender of [positions, router]) await token.connect(maker).approve(spender, MaxUint256);
    await token.mint(maker, 10n ** 40n);
  }
  const createPool = async (fee: number, price: bigint) => {
    await positions
      .getFunction("createAndInitializePoolIfNecessary")
      .send(...pair, fee, sqrtPriceAt(price, scale));
    const at = String(await factory.getFunction("getPool").staticCall(...pair, fee));
    return uniswapAt("UniswapV3Pool", at, maker);
  };

  let day = FIRST_DAY - 1;
  const price = () => priceOf(day);
  const pool = await createPool(POOL_FEE, price());
  /** Units of stable that `amount` units of risk are worth at a price of the feed, rounded down. */
  const worth = (amount: bigint, at = price()) =>
    (amount * at * 10n ** BigInt(decimals.stable)) / 10n ** BigInt(CLOSE_DECIMALS + decimals.risk);
  const depth = (options.depth ?? 20_000n) * 10n ** BigInt(decimals.risk);
  const amounts = stableFirst ? [worth(depth), depth] : [depth, worth(depth)];
  await positions
    .getFunction("mint")
    .send([...pair, POOL_FEE, -LAST_TICK, LAST_TICK, ...amounts, 0n, 0n, maker.address, MaxUint256]);

  /** The swap through the router that brings the pool to a price, yet to be sent; undefined where it is there already. */
  const prepareMove = async (target: bigint) => {
    const { sqrtPriceX96 } = (await pool.getFunction("slot0").staticCall()) as unknown as {
      sqrtPriceX96: bigint;
    };
    const limit = sqrtPriceAt(target, scale);
    if (limit === sqrtPriceX96) return undefined;
    // token0 goes in while its price falls.
    const zeroForOne = limit < sqrtPriceX96;
    const [tokenIn, tokenOut] = zeroForOne ? pair : [pair[1], pair[0]];
    return [tokenIn, tokenOut, POOL_FEE, maker.address, MaxUint256, 10n ** 36n, 0n, limit] as const;
  };
  /** Trades the pool to a price, as arbitrage does; tells nothing to the feed. */
  const movePool = async (target: bigint, overrides: Overrides = {}) => {
    const swap = await prepareMove(target);
    if (swap === undefined) return undefined;
    const sent: unknown = await router.getFunction("exactInputSingle").send(swap, overrides);
    return sent as ContractTransactionResponse;
  };
  /** The next day is over: the feed reports its close, and the pool follows unless told otherwise. */
  const nextDay = async ({ arbitrage = true } = {}) => {
    day += 1;
    await networkHelpers.time.increaseTo(closesAt(day) + 60);
    await report(feed, day);
    if (arbitrage) await movePool(price());
  };
  /** The feed's latest answer becomes another; no day's close does. The next day's round takes its place. */
  const setPrice = async (answer: bigint) => {
    const now = await networkHelpers.time.latest();
    await feed.updateRoundData(BigInt(day) + 1n, answer, now, now);
  };
  /** Remembers chain and day; the function that it gives brings both back, as often as it is called. */
  const snapshot = async () => {
    const taken = await networkHelpers.takeSnapshot();
    const then = day;
    return async () => {
      await taken.restore();
      day = then;
    };
  };
  return {
    ...{ snapshot, connection, ethers, networkHelpers, deployer, alice, bob, carol, dave, owner, maker },
    ...{ stable, risk, decimals, feed, ring, factory, router, positions, pool, scale, pair, createPool },
    ...{ price, worth, prepareMove, movePool, nextDay, setPrice, today: () => BigInt(day) },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** What a vault of this world is made of. */
export async function vaultSetup(world: World, options: WorldOptions = {}) {
  const [verifier, verifierCodeHash] = await deployVerifier(world.connection, options.real ?? false);
  return {
    name: "Vault of Tests",
    symbol: "VOT",
    stable: world.scale.stable,
    risk: world.scale.risk,
    ring: await world.ring.getAddress(),
    pool: await world.pool.getAddress(),
    verifier,
    verifierCodeHash,
    owner: world.owner.address,
    dormantAfter: options.dormantAfter ?? 5n,
    terms: { ...SAMPLE_TERMS, ...options.terms },
  };
}

/** A world with a vault, at the address that the recorded proofs name. */
export async function openVault(options: WorldOptions = {}) {
  const world = await createWorld(options);
  const { ethers, stable, risk, today } = world;
  const signers = await ethers.getSigners();
  const setup = await vaultSetup(world, options);
  const hostile = await ethers.deployContract("HostilePool", [world.pair[0]!, world.pair[1]!, POOL_FEE]);
  if (options.hostile === true) setup.pool = await hostile.getAddress();
  const vault =
    options.apart === true
      ? await ethers.getContractAt(
          "TradingVault",
          await deployApart(world.connection, "TradingVault", [setup], DEPLOYER),
        )
      : await ethers.deployContract("TradingVault", [setup], signers[DEPLOYER]);

  /** Gives stable units and lets the vault take them. */
  const fund = async (account: HardhatEthersSigner, amount: bigint) => {
    await stable.mint(account, amount);
    await stable.connect(account).approve(vault, MaxUint256);
  };
  /** Funds and deposits. */
  const deposit = async (account: HardhatEthersSigner, amount: bigint) => {
    await fund(account, amount);
    return vault.connect(account).deposit(amount, account);
  };
  /** Rebalances to a target with instances made for exactly this call; nothing is proven. The day's round is recorded in the same transaction. */
  const rebalance = async (account: HardhatEthersSigner, allocation: number, deadline = MaxUint256) => {
    const instances = await instancesFor(vault, account.address, Number(today()), allocationRaw(allocation));
    return vault.connect(account).rebalance(today(), [today()], deadline, "0x01", instances);
  };
  /** The vault's holdings and all of its shares, the virtual ones among them. */
  const holdings = async (): Promise<Held> => ({
    stable: await stable.balanceOf(vault),
    risk: await risk.balanceOf(vault),
    total: (await vault.totalSupply()) + VIRTUAL,
  });
  return { ...world, vault, hostile, setup, fund, deposit, rebalance, holdings };
}

export type OpenVault = Awaited<ReturnType<typeof openVault>>;

/** An allocation of the model's output, raw. */
export const allocationRaw = (allocation: number) =>
  BigInt(Math.round(allocation * Number(1n << LAYOUT.allocationBits)));

/** Field element of an integer. */
export const felt = (value: bigint) => (value < 0n ? R + value : value);

interface Consumer {
  contextOf(account: string, scope: string): Promise<string>;
}

/** Instances as a proof for this account and epoch has them, with the true window. */
export async function instancesFor(
  vault: Consumer,
  account: string | Addressable,
  epoch: number,
  allocation: bigint,
): Promise<bigint[]> {
  const holder = typeof account === "string" ? account : await account.getAddress();
  const context = BigInt(await vault.contextOf(holder, toBeHex(epoch, 32)));
  const instances = Array.from({ length: LAYOUT.instances }, () => 0n);
  const prices = windowPrices(epoch);
  prices.slice(1).forEach((price, i) => {
    instances[LAYOUT.returns + i] = felt(dailyReturn(prices[i]!, price));
  });
  instances[LAYOUT.allocation] = felt(allocation);
  for (let i = 0; i < 6; i++) {
    instances[LAYOUT.context + i] = (context >> (27n * BigInt(i))) & (2n ** 27n - 1n);
  }
  return instances;
}

/** Sends a recorded proof with the rounds of the day. */
export function submitRecorded(
  { vault, today }: OpenVault,
  keeper: HardhatEthersSigner,
  { proof, instances, context }: RecordedProof,
) {
  return vault.connect(keeper).rebalance(BigInt(context.scope), [today()], MaxUint256, proof, instances);
}
