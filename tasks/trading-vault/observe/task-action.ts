import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { table } from "../../ui/table.ts";
import type { VaultArguments } from "../arguments.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { showPrice } from "../format/amount.ts";
import { formatDay } from "../format/day.ts";
import { findVault } from "../vault.ts";

import { observeWindow } from "./observe-window.ts";

const action: NewTaskActionFunction<VaultArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => observe(args, await openDesk(hre)));

/** Records what is missing of the model's window. */
export async function observe(args: VaultArguments, desk: Desk): Promise<TaskOutput> {
  const vault = await findVault(desk, args.vault);
  const from = await accountOf(desk, args.account);
  const { epoch, closes, receipt } = await observeWindow(vault, from);
  const rows = closes.map(({ day, price, round }) => [
    `${formatDay(day)} (day ${day})`,
    showPrice(price, vault.feedDecimals, vault.stable),
    String(round),
  ]);
  return {
    json: {
      ...{ vault: vault.address, epoch, recorded: closes },
      ...{ transaction: receipt?.hash ?? null, gas: receipt?.gasUsed ?? 0n },
    },
    text:
      receipt === undefined
        ? `Nothing is missing: the closes up to ${formatDay(epoch)} are recorded.`
        : [
            `${closes.length === 1 ? "One close is" : `${closes.length} closes are`} recorded, up to ${formatDay(epoch)} (${receipt.gasUsed} gas).`,
            table(["day", "close", "feed's round"], rows),
            nextCommand(desk, "rebalance"),
          ],
  };
}

export default action;
