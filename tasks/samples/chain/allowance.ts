import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { Contract } from "ethers";

import type { Dapp } from "../dapp.ts";

import { send } from "./send.ts";

const ABI = [
  "function allowance(address owner, address spender) view returns (uint256)",
  "function approve(address spender, uint256 amount)",
];

/** What a spender may take of an account's tokens. */
export async function allowanceOf(
  token: string,
  owner: HardhatEthersSigner,
  spender: string,
): Promise<bigint> {
  return (await new Contract(token, ABI, owner.provider)
    .getFunction("allowance")
    .staticCall(owner.address, spender)) as bigint;
}

/** Lets a spender take exactly this amount of the account's tokens, unless it may take as much already. */
export async function allowAtLeast(
  dapp: Dapp,
  token: string,
  from: HardhatEthersSigner,
  spender: string,
  amount: bigint,
): Promise<void> {
  if ((await allowanceOf(token, from, spender)) >= amount) return;
  await send(dapp, { contract: new Contract(token, ABI), from, method: "approve", args: [spender, amount] });
}
