import { parseEther, parseUnits, toQuantity } from "ethers";

import { accountOf } from "../../tasks/trading-vault/desk.ts";
import { requirePractice } from "../../tasks/trading-vault/practice/require.ts";
import { transact } from "../../tasks/trading-vault/practice/transact.ts";
import { findVault } from "../../tasks/trading-vault/vault.ts";

import type { World } from "./world.ts";

const ETHER = parseEther("100");
const DOLLARS = "20000";

/** Makes up what an account lacks of ether and of the vault's dollars. */
export async function fund(
  { connection, desks }: Pick<World, "connection" | "desks">,
  account: string,
): Promise<void> {
  const { ethers } = connection;
  if ((await ethers.provider.getBalance(account)) < ETHER)
    await ethers.provider.send("hardhat_setBalance", [account, toQuantity(ETHER)]);
  const vault = await findVault(desks.vault, undefined);
  const missing = parseUnits(DOLLARS, vault.stable.decimals) - (await vault.stable.balanceOf(account));
  if (missing <= 0n) return;
  const maker = await accountOf(desks.vault, requirePractice(vault).maker);
  const token = await ethers.getContractAt("PracticeToken", vault.stable.token, maker);
  await transact(token, "mint", [account, missing]);
}
