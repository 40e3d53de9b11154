import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { send } from "../../samples/chain/send.ts";
import { REGISTRY } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import type { Registry } from "../registry.ts";

/** Makes what an account lacks of `amount` of the token, where it is practice's. @returns what was made; nothing elsewhere */
export async function practiceTokens(
  { connection }: Pick<Desk, "connection">,
  { token, remembered }: Pick<Registry, "token" | "remembered">,
  from: HardhatEthersSigner,
  amount: bigint,
): Promise<bigint> {
  if (remembered?.practice?.token !== token.token) return 0n;
  const balance = await token.balanceOf(from.address);
  if (balance >= amount) return 0n;
  const contract = await connection.ethers.getContractAt("PracticeToken", token.token, from);
  await send(REGISTRY, { contract, from, method: "mint", args: [from.address, amount - balance] });
  return amount - balance;
}
