import { readFileSync } from "node:fs";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { MaxUint256, ZeroAddress, type ContractTransactionResponse, type Overrides } from "ethers";
import { z } from "zod";

import { CLOSE_DECIMALS } from "../../models/trading-signal/closes.ts";
import { provideLiquidity } from "../../tasks/trading-vault/practice/liquidity.ts";
import { sqrtPriceAt, stableIsToken0 } from "../../tasks/trading-vault/practice/pool-price.ts";
import { deployUniswap, uniswapAt } from "../../tasks/trading-vault/practice/uniswap.ts";
import { compileFile } from "./compile.ts";
import { deployCompiled, type Connection } from "./scorer.ts";
import {
  closesAt,
  connectAtClose,
  DAY_SECONDS,
  deployFeed,
  deployRing,
  priceOf,
  report,
  roundsOf,
} from "./vault-feed.ts";

/** The first day that recorded proofs are for; vaults of these tests are created the day before. */
export const FIRST_DAY = z
  .object({ firstDay: z.number().int() })
  .parse(
    JSON.parse(readFileSync(new URL("../vectors/trading-vault/request.json", import.meta.url), "utf8")),
  ).firstDay;
export const POOL_FEE = 500;
/** The account that owns the pool's liquidity and moves its price. */
const MAKER = 18;
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
  /** Whole risk tokens in the pool. */
  depth?: bigint;
  /** Seconds that a price may be old. */
  maxAge?: number;
  /** Whether contracts are compiled apart from Hardhat, for gas: its artifacts cost more under `--coverage`. */
  apart?: boolean;
}

const SAMPLE = "contracts/samples/trading-vault";
const APART = {
  PracticeToken: `${SAMPLE}/practice/PracticeToken.sol`,
  PriceRing: `${SAMPLE}/PriceRing.sol`,
  TradingVault: `${SAMPLE}/TradingVault.sol`,
  MockV3Aggregator: "node_modules/@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol",
};

/** The contract's address, deployed from Hardhat's artifact or compiled apart. */
export async function deployApart(
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
  const router = await deployUniswap("SwapRouter", [factoryAddress, ZeroAddress], maker);
  const positions = await deployUniswap(
    "NonfungiblePositionManager",
    [factoryAddress, ZeroAddress, ZeroAddress],
    maker,
  );
  const scale = {
    stable: await stable.getAddress(),
    risk: await risk.getAddress(),
    stableDecimals: decimals.stable,
    riskDecimals: decimals.risk,
    feedDecimals: CLOSE_DECIMALS,
  };
  const stableFirst = stableIsToken0(scale);
  const pair = stableFirst ? [scale.stable, scale.risk] : [scale.risk, scale.stable];
  const poolAt = async (fee: number) => {
    const at = String(await factory.getFunction("getPool").staticCall(...pair, fee));
    return uniswapAt("UniswapV3Pool", at, maker);
  };
  /** Another pool of the two, without liquidity. */
  const createPool = async (fee: number, price: bigint) => {
    await positions
      .getFunction("createAndInitializePoolIfNecessary")
      .send(...pair, fee, sqrtPriceAt(price, scale));
    return poolAt(fee);
  };

  let day = FIRST_DAY - 1;
  const price = () => priceOf(day);
  /** Units of stable that `amount` units of risk are worth at a price of the feed, rounded down. */
  const worth = (amount: bigint, at = price()) =>
    (amount * at * 10n ** BigInt(decimals.stable)) / 10n ** BigInt(CLOSE_DECIMALS + decimals.risk);
  await provideLiquidity({
    ...{ ethers, maker, positions, router: await router.getAddress(), scale },
    ...{ price: price(), depth: options.depth ?? 20_000n },
  });
  for (const token of [stable, risk]) await token.mint(maker, 10n ** 40n);
  const pool = await poolAt(POOL_FEE);

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
