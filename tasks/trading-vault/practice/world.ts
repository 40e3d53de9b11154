import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import type { BaseContract } from "ethers";
import { z } from "zod";

import { CLOSE_DECIMALS } from "../../../models/trading-signal/closes.ts";
import { addressSchema } from "../../samples/memory.ts";

import { provideLiquidity } from "./liquidity.ts";
import { deployUniswap } from "./uniswap.ts";

/** What a vault of practice stands on: tokens that anyone can make, a feed and a market that one account moves. */
export const practiceSchema = z
  .object({
    stable: addressSchema,
    risk: addressSchema,
    feed: addressSchema,
    pool: addressSchema,
    router: addressSchema,
    /** The account that made it: feeds prices, holds the pool's liquidity and trades the pool to the feed's price. */
    maker: addressSchema,
  })
  .strict();

export type PracticeWorld = z.infer<typeof practiceSchema>;

/** A day's price as the feed of practice reports it at the day's close. */
export interface PracticeClose {
  /** Days since 1970-01-01, of the chain's clock. */
  day: bigint;
  /** With CLOSE_DECIMALS decimals. */
  price: bigint;
}

export const STABLE_DECIMALS = 6;
export const RISK_DECIMALS = 18;
export const STABLE_SYMBOL = "pUSD";
/** Uniswap's 0.05 % tier. */
export const POOL_FEE = 500;
/** Whole risk tokens in the pool at the start; as much worth of the stable one beside them. */
const DEPTH = 5000n;

const DAY = 86_400n;

/** The second at which a day is over. */
export function closeTime(day: bigint): bigint {
  return (day + 1n) * DAY;
}

export interface PracticeOptions {
  connection: Pick<NetworkConnection, "ethers">;
  maker: HardhatEthersSigner;
  /** Closes before now, oldest first, one a day: the feed's history. */
  history: readonly PracticeClose[];
  /** Whole risk tokens in the pool; 5000 by default. */
  depth?: bigint;
}

/**
 * Deploys tokens, a feed with a history, Uniswap V3 and a pool at the last close's price with liquidity over the whole range. All is deployed from
 * one account; vault, ring and verifier are not part of it.
 */
export async function deployPractice({
  connection: { ethers },
  maker,
  history,
  depth = DEPTH,
}: PracticeOptions): Promise<PracticeWorld> {
  const last = history.at(-1);
  if (last === undefined) throw new RangeError("a practice feed needs a history");
  const deploy = async (name: string, args: unknown[]): Promise<string> =>
    (await ethers.deployContract(name, args, maker)).getAddress();
  const stable = await deploy("PracticeToken", ["Practice Dollar", STABLE_SYMBOL, STABLE_DECIMALS]);
  const risk = await deploy("PracticeToken", ["Practice Ether", "pETH", RISK_DECIMALS]);
  const feed = await deploy("MockV3Aggregator", [CLOSE_DECIMALS, last.price]);
  await report(await ethers.getContractAt("MockV3Aggregator", feed, maker), history, 1n);
  const factory = await deployUniswap("UniswapV3Factory", [], maker);
  // Neither wrapped ether nor token images are needed here.
  const none = "0x0000000000000000000000000000000000000000";
  const factoryAddress = await factory.getAddress();
  const router = await (await deployUniswap("SwapRouter", [factoryAddress, none], maker)).getAddress();
  const positions = await deployUniswap("NonfungiblePositionManager", [factoryAddress, none, none], maker);
  const scale = {
    stable,
    risk,
    stableDecimals: STABLE_DECIMALS,
    riskDecimals: RISK_DECIMALS,
    feedDecimals: CLOSE_DECIMALS,
  };
  await provideLiquidity({ ethers, maker, positions, router, scale, price: last.price, depth });
  const pool = (await factory.getFunction("getPool").staticCall(stable, risk, POOL_FEE)) as string;
  return { stable, risk, feed, pool, router, maker: maker.address };
}

/** Feeds one round a close, with the close's own time. @param first id of the first round */
export async function report(
  feed: BaseContract,
  closes: readonly PracticeClose[],
  first: bigint,
): Promise<void> {
  for (const [index, { day, price }] of closes.entries()) {
    const at = closeTime(day);
    const sent = (await feed.getFunction("updateRoundData").send(first + BigInt(index), price, at, at)) as {
      wait(): Promise<unknown>;
    };
    await sent.wait();
  }
}
