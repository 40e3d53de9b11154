import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import type { Currency } from "../../samples/chain/currency.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { show } from "../format/amount.ts";
import { sharesToGive } from "../shares-to-give.ts";
import { findVault, type Vault } from "../vault.ts";

interface ExitArguments extends VaultArguments {
  shares?: string;
  only?: string;
}

const exitSchema = z.object({ shares: z.bigint(), stable: z.bigint(), risk: z.bigint() });

const action: NewTaskActionFunction<ExitArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => exit(args, await openDesk(hre)));

/** Gives shares up for their part of both tokens, or of one. */
export async function exit(args: ExitArguments, desk: Desk): Promise<TaskOutput> {
  const vault = await findVault(desk, args.vault);
  const { contract, address, stable, risk, shares: shareToken } = vault;
  const only = onlyOf(args, vault);
  const from = await accountOf(desk, args.account);
  const given = await sharesToGive(vault, from.address, args.shares);
  const balances = async (): Promise<[bigint, bigint]> => [
    await stable.balanceOf(from.address),
    await risk.balanceOf(from.address),
  ];
  const before = await balances();
  const receipt = await send(VAULT, {
    ...{ contract, from, method: only === undefined ? "exit" : "exitWith" },
    args: [...(only === undefined ? [] : [only.token]), given, from.address, from.address],
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
    ],
  };
}

/** The token that is taken alone; undefined where both are. @throws InputInvalidError */
function onlyOf({ only }: ExitArguments, { stable, risk }: Vault): Currency | undefined {
  if (only === undefined) return undefined;
  if (only === "stable") return stable;
  if (only === "risk") return risk;
  throw new InputInvalidError("--only", `"${only}" is none of the vault's tokens`, "give stable or risk");
}

export default action;
