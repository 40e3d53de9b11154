import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { Contract, ContractFactory } from "ethers";
import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";

/** Uniswap's own compiled contracts, as its packages publish them: what stands on every chain that has Uniswap V3. */
const PACKAGED = {
  UniswapV3Factory: "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json",
  UniswapV3Pool: "@uniswap/v3-core/artifacts/contracts/UniswapV3Pool.sol/UniswapV3Pool.json",
  NonfungiblePositionManager:
    "@uniswap/v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json",
  SwapRouter: "@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json",
} as const;

export type UniswapContract = keyof typeof PACKAGED;

const schema = z.object({ abi: z.array(z.record(z.unknown())), bytecode: z.string().startsWith("0x") });

/** ABI and bytecode of one of Uniswap's contracts. */
export async function uniswapArtifact(name: UniswapContract): Promise<z.infer<typeof schema>> {
  const path = createRequire(import.meta.url).resolve(PACKAGED[name]);
  return parseArtifact(schema, "compiled contract", await readFile(path, "utf8"), path);
}

/** Deploys one of Uniswap's contracts. */
export async function deployUniswap(
  name: UniswapContract,
  args: readonly unknown[],
  from: HardhatEthersSigner,
): Promise<Contract> {
  const { abi, bytecode } = await uniswapArtifact(name);
  const deployed = await new ContractFactory(abi, bytecode, from).deploy(...args);
  await deployed.waitForDeployment();
  return new Contract(await deployed.getAddress(), abi, from);
}

/** One of Uniswap's contracts at an address. */
export async function uniswapAt(
  name: UniswapContract,
  address: string,
  from: HardhatEthersSigner,
): Promise<Contract> {
  return new Contract(address, (await uniswapArtifact(name)).abi, from);
}
