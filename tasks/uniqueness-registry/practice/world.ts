import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Undertaking } from "../../deployments/undertaking.ts";
import { currencyOf, type Currency } from "../../samples/chain/currency.ts";
import { deploy } from "../../samples/chain/deploy.ts";
import { send } from "../../samples/chain/send.ts";
import { REGISTRY } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import { makePracticeDevice } from "../device/keys.ts";
import type { Registry } from "../registry.ts";

/** The token of practice: anybody can make any amount. */
export const PRACTICE_TOKEN = {
  contract: "PracticeToken",
  name: "Practice Token",
  symbol: "pTOK",
  decimals: 18,
} as const;
/** Captures a day of the device of practice. */
const DEVICE_LIMIT = 1000n;

/** Deploys the token of practice. */
export async function practiceToken(
  desk: Pick<Desk, "connection" | "chainId" | "artifacts" | "places">,
  undertaking: Undertaking,
  from: HardhatEthersSigner,
): Promise<Currency> {
  const { ethers } = desk.connection;
  const { contract, name, symbol, decimals } = PRACTICE_TOKEN;
  const factory = await ethers.getContractFactory(contract, from);
  const args = async () => [name, symbol, decimals];
  const { address } = await deploy(REGISTRY, desk, undertaking, { contract, factory, from, args });
  return currencyOf(ethers.provider, address);
}

/** Makes a device of practice, has the owner accept it, and fills the pool. @returns the device's address */
export async function openPractice(
  desk: Desk,
  { contract, address, token }: Registry,
  owner: HardhatEthersSigner,
  funds: bigint,
): Promise<string> {
  const device = await makePracticeDevice(desk);
  await send(REGISTRY, { contract, from: owner, method: "addDevice", args: [device, DEVICE_LIMIT] });
  const minter = await desk.connection.ethers.getContractAt(PRACTICE_TOKEN.contract, token.token, owner);
  await send(REGISTRY, { contract: minter, from: owner, method: "mint", args: [address, funds] });
  return device;
}
