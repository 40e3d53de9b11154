import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { show } from "../format/amount.ts";
import { sharesToGive } from "../shares-to-give.ts";
import { findVault } from "../vault.ts";

interface ExitArguments extends VaultArguments {
  shares?: string;
}

const exitSchema = z.object({ shares: z.bigint(), stable: z.bigint(), risk: z.bigint() });

const action: NewTaskActionFunction<ExitArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => exit(args, await openDesk(hre)));

/** Gives shares up for their part of both tokens. */
export async function exit(args: ExitArguments, desk: Desk): Promise<TaskOutput> {
  const vault = await findVault(desk, args.vault);
  const { contract, address, stable, risk, shares: shareToken } = vault;
  const from = await accountOf(desk, args.account);
  const given = await sharesToGive(vault, from.address, args.shares);
  const balances = async (): Promise<[bigint, bigint]> => [
    await stable.balanceOf(from.address),
    await risk.balanceOf(from.address),
  ];
  const before = await balances();
  const receipt = await send(VAULT, {
    ...{ contract, from, method: "exit" },
    args: [given, from.address, from.address],
  });
  const event = exitSchema.parse(eventOf(receipt, vault, "Exited"));
  const after = await balances();
  const left = await shareToken.balanceOf(from.address);
  return {
    json: {
      ...{ vault: address, account: from.address, shares: event.shares },
      ...{ stable: event.stable, risk: event.risk, sharesLeft: left },
      ...{ stableBefore: before[0], stableAfter: after[0], riskBefore: before[1], riskAfter: after[1] },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${show(shareToken, event.shares, "share")} given up for ${show(stable, event.stable, "stable")} and ${show(risk, event.risk, "risk")} (${receipt.gasUsed} gas).`,
      `Balances: ${formatChange(stable, before[0], after[0])}`,
      `          ${formatChange(risk, before[1], after[1])}`,
      left === 0n
        ? "No shares are left: this account is out of the vault."
        : `Shares left: ${show(shareToken, left, "share")}.`,
      nextCommand(desk, "status"),
    ].join("\n"),
  };
}

export default action;
