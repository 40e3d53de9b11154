import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Desk } from "../desk.ts";
import type { Vault } from "../vault.ts";

import { transact } from "./transact.ts";

/** Makes what an account lacks of `amount` of the stable token, where it is practice's. @returns what was made; nothing elsewhere */
export async function practiceTokens(
  { connection }: Desk,
  { stable, remembered }: Vault,
  account: HardhatEthersSigner,
  amount: bigint,
): Promise<bigint> {
  if (remembered?.practice?.stable !== stable.token) return 0n;
  const balance = await stable.balanceOf(account.address);
  if (balance >= amount) return 0n;
  const token = await connection.ethers.getContractAt("PracticeToken", stable.token, account);
  await transact(token, "mint", [account.address, amount - balance]);
  return amount - balance;
}
