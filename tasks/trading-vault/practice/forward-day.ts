import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { MaxUint256 } from "ethers";

import { CLOSE_DECIMALS } from "../../../models/trading-signal/closes.ts";

import { sqrtPriceAt, stableIsToken0 } from "./pool-price.ts";
import { transact } from "./transact.ts";
import { uniswapAt } from "./uniswap.ts";
import {
  POOL_FEE,
  report,
  RISK_DECIMALS,
  STABLE_DECIMALS,
  type PracticeClose,
  type PracticeWorld,
} from "./world.ts";

/** Where a practice world is, and who moves it. */
export interface PracticeDesk {
  connection: Pick<NetworkConnection, "ethers">;
  world: PracticeWorld;
  maker: HardhatEthersSigner;
}

/** The last day that the feed has a close of. */
export async function lastFedDay({ connection, world }: PracticeDesk): Promise<bigint> {
  const feed = await connection.ethers.getContractAt("MockV3Aggregator", world.feed);
  return (await feed.getFunction("latestTimestamp").staticCall()) / 86_400n - 1n;
}

/** The next day's close comes: the feed reports it, and somebody trades the pool to the new price. The chain's clock must have reached the close. */
export async function feedDay(desk: PracticeDesk, close: PracticeClose): Promise<void> {
  const feed = await desk.connection.ethers.getContractAt("MockV3Aggregator", desk.world.feed, desk.maker);
  const latest = await feed.getFunction("latestRound").staticCall();
  await report(feed, [close], latest + 1n);
  await movePool(desk, close.price);
}

/** Trades the pool to a price, as arbitrage does where a market is open to everybody. */
export async function movePool({ connection, world, maker }: PracticeDesk, price: bigint): Promise<void> {
  const { stable, risk } = world;
  const scale = {
    ...{ stable, risk, stableDecimals: STABLE_DECIMALS, riskDecimals: RISK_DECIMALS },
    feedDecimals: CLOSE_DECIMALS,
  };
  const pool = await uniswapAt("UniswapV3Pool", world.pool, maker);
  const { sqrtPriceX96: now } = (await pool.getFunction("slot0").staticCall()) as unknown as {
    sqrtPriceX96: bigint;
  };
  const target = sqrtPriceAt(price, scale);
  if (target === now) return;
  // token0 goes in while its price falls.
  const sellsStable = target < now === stableIsToken0(scale);
  const [tokenIn, tokenOut] = sellsStable ? [stable, risk] : [risk, stable];
  const token = await connection.ethers.getContractAt("PracticeToken", tokenIn, maker);
  const amountIn = await stockUp(
    token,
    maker.address,
    await token.getFunction("balanceOf").staticCall(world.pool),
  );
  await transact(await uniswapAt("SwapRouter", world.router, maker), "exactInputSingle", [
    {
      ...{ tokenIn, tokenOut, fee: POOL_FEE, recipient: maker.address, deadline: MaxUint256 },
      // The swap ends at the price; what it does not need stays with the maker.
      ...{ amountIn, amountOutMinimum: 0n, sqrtPriceLimitX96: target },
    },
  ]);
}

/** Makes the maker's balance up to `enough`, and tells it. */
async function stockUp(
  token: Parameters<typeof transact>[0],
  maker: string,
  enough: bigint,
): Promise<bigint> {
  const balance = (await token.getFunction("balanceOf").staticCall(maker)) as bigint;
  if (balance >= enough) return balance;
  await transact(token, "mint", [maker, enough - balance]);
  return enough;
}
