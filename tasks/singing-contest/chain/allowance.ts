import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { Contract } from "ethers";

import type { Contest } from "../contest.ts";

import { send } from "./send.ts";

const ABI = [
  "function allowance(address owner, address spender) view returns (uint256)",
  "function approve(address spender, uint256 amount)",
];

/** What the contest may take of the account's tokens. */
export async function allowanceOf({ address, terms }: Contest, owner: HardhatEthersSigner): Promise<bigint> {
  const token = new Contract(terms.token, ABI, owner.provider);
  return (await token.getFunction("allowance").staticCall(owner.address, address)) as bigint;
}

/** Lets the contest take exactly this amount of the account's tokens. */
export async function allow(
  { address, terms }: Contest,
  from: HardhatEthersSigner,
  amount: bigint,
): Promise<void> {
  await send({ contract: new Contract(terms.token, ABI), from, method: "approve", args: [address, amount] });
}
