import hre from "hardhat";
import pc from "picocolors";

import { openDesk, type Desk } from "../../tasks/trading-vault/desk.ts";
import { forward } from "../../tasks/trading-vault/forward/task-action.ts";
import { rebalance } from "../../tasks/trading-vault/rebalance/task-action.ts";
import { findVault, type Vault } from "../../tasks/trading-vault/vault.ts";
import { print, render } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

import { play } from "./stage.ts";

const DAYS = 30;
const DEPOSITS = { Alice: "10000", Bob: "5000" } as const;
const ALICE = { name: "Alice", account: "1" } as const;
const BOB = { name: "Bob", account: "2" } as const;
const KEEPER = { name: "Keeper", account: "3" } as const;

const vaultTask = async (verb: string, args: Readonly<Record<string, unknown>>): Promise<unknown> =>
  play("vault", verb, args);

/** Thirty days of a vault by the tasks that its users run, on a chain in this process: two depositors, a keeper, a thief, and everybody's money accounted for. */
export async function playVault(): Promise<void> {
  await vaultTask("create", { practice: true });
  const desk = await openDesk(hre);
  await vaultTask("deposit", { amount: DEPOSITS.Alice, account: ALICE.account });
  await live(desk, DAYS / 2);
  await vaultTask("deposit", { amount: DEPOSITS.Bob, account: BOB.account });
  await vaultTask("attack", {});
  await live(desk, DAYS / 2);
  await vaultTask("withdraw", { account: ALICE.account });
  await vaultTask("exit", { account: BOB.account });
  await vaultTask("withdraw", { account: KEEPER.account });
  await vaultTask("status", {});
  await settle(desk, await findVault(desk, undefined));
}

/** Days pass, each with the keeper's proof and the vault's trade. */
async function live(desk: Desk, days: number): Promise<void> {
  console.log(
    pc.dim(`$ npx hardhat vault forward && npx hardhat vault rebalance --account 3   # ${days} times`),
  );
  for (let day = 0; day < days; day++) {
    await forward({ days: "1" }, desk);
    const { text } = await rebalance({ account: KEEPER.account, deadline: "10m" }, desk);
    const [decision = "", trade = ""] = render(text).split("\n");
    console.log(
      `${pc.green("✓")} ${decision.replace(/,? \(\d+ gas\)\.$/, "")}; ${trade.replace(/^Trade: +/, "")}`,
    );
  }
}

/** What everybody paid in and has now. @throws Error when somebody's money is unaccounted for */
async function settle({ connection }: Desk, { stable, risk, address, contract }: Vault): Promise<void> {
  const signers = await connection.ethers.getSigners();
  const rows = await Promise.all(
    [ALICE, BOB, KEEPER].map(async ({ name, account }) => {
      const owner = signers[Number(account)]?.address ?? "";
      const paid = name === "Keeper" ? "0" : DEPOSITS[name];
      const [stableNow, riskNow] = await Promise.all([stable.balanceOf(owner), risk.balanceOf(owner)]);
      return [name, `${paid} ${stable.symbol}`, stable.format(stableNow), risk.format(riskNow)];
    }),
  );
  print(table(["", "paid in", `has in ${stable.symbol}`, `has in ${risk.symbol}`], rows));
  const shares = (await contract.getFunction("totalSupply").staticCall()) as bigint;
  if (shares !== 0n) throw new Error(`${shares} shares are left`);
  const dust = [await stable.balanceOf(address), await risk.balanceOf(address)] as const;
  console.log(
    `All have left. The vault keeps what its virtual shares own: ${stable.format(dust[0])} and ${risk.format(dust[1])}.`,
  );
}
