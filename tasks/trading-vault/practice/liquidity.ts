import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import { MaxUint256, type BaseContract } from "ethers";

import { sqrtPriceAt, stableIsToken0, type PriceScale } from "./pool-price.ts";
import { transact } from "./transact.ts";
import { POOL_FEE } from "./world.ts";

/** The lowest and highest tick that a pool of the 0.05 % tier knows (multiples of 10). */
const LAST_TICK = 887_270;

export interface Liquidity {
  ethers: NetworkConnection["ethers"];
  maker: HardhatEthersSigner;
  /** Uniswap's position manager. */
  positions: BaseContract;
  router: string;
  scale: PriceScale;
  /** Feed's price of a whole risk token at the start. */
  price: bigint;
  /** Whole risk tokens. */
  depth: bigint;
}

/**
 * Creates the pool at the price, and gives it liquidity over the whole range. The maker keeps as much again of both tokens for the trades that move
 * the pool later.
 */
export async function provideLiquidity(liquidity: Liquidity): Promise<void> {
  const { ethers, maker, positions, router, scale, price, depth } = liquidity;
  const risk = depth * 10n ** BigInt(scale.riskDecimals);
  const stable = (depth * price * 10n ** BigInt(scale.stableDecimals)) / 10n ** BigInt(scale.feedDecimals);
  const manager = await positions.getAddress();
  for (const [token, amount] of [
    [scale.risk, risk],
    [scale.stable, stable],
  ] as const) {
    const contract = await ethers.getContractAt("PracticeToken", token, maker);
    await transact(contract, "mint", [maker.address, 2n * amount]);
    for (const spender of [manager, router]) await transact(contract, "approve", [spender, MaxUint256]);
  }
  const [token0, token1, amount0, amount1] = stableIsToken0(scale)
    ? [scale.stable, scale.risk, stable, risk]
    : [scale.risk, scale.stable, risk, stable];
  const start = sqrtPriceAt(price, scale);
  await transact(positions, "createAndInitializePoolIfNecessary", [token0, token1, POOL_FEE, start]);
  await transact(positions, "mint", [
    {
      ...{ token0, token1, fee: POOL_FEE, tickLower: -LAST_TICK, tickUpper: LAST_TICK },
      ...{ amount0Desired: amount0, amount1Desired: amount1, amount0Min: 0n, amount1Min: 0n },
      ...{ recipient: maker.address, deadline: MaxUint256 },
    },
  ]);
}
