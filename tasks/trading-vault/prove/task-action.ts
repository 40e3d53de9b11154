import { resolve } from "node:path";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { fixedToNumber } from "../../../src/field/fixed.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import type { VaultArguments } from "../arguments.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { formatDay } from "../format/day.ts";
import { proveDecision, requireSameSignal } from "../prove.ts";
import { requireDue } from "../read/due.ts";
import { readState } from "../read/state.ts";
import { findVault } from "../vault.ts";
import { readWindow } from "../window.ts";

interface ProveArguments extends VaultArguments {
  out: string;
}

const action: NewTaskActionFunction<ProveArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => prove(args, await openDesk(hre)));

/** Proves what `vault rebalance` would, and sends nothing: the account may be that of a wallet whose key is not here. */
export async function prove(args: ProveArguments, desk: Desk): Promise<TaskOutput> {
  const vault = await findVault(desk, args.vault);
  const keeper = await keeperOf(desk, args.account);
  await requireSameSignal(desk.workspace, vault);
  const state = await readState(vault);
  requireDue(vault, state);
  const window = await readWindow(vault, state.currentEpoch);
  const { file, seconds, ...decision } = await proveDecision(
    ...([desk.workspace, desk.chainId, vault, window, keeper] as const),
  );
  const out = resolve(args.out);
  await writeFileAtomic(out, `${JSON.stringify(file, null, 2)}\n`);
  const allocation = fixedToNumber({ raw: decision.allocation, scale: decision.scale });
  return {
    json: {
      ...{ vault: vault.address, epoch: window.epoch, keeper, out, allocation, seconds },
      context: file.context,
    },
    text: [
      MESSAGES.proved(args.out, seconds),
      `${formatDay(window.epoch)}: the model's decision is ${(100 * allocation).toFixed(1)} %. Only ${keeper} can send it, to this vault, while that is the latest day.`,
    ],
  };
}

async function keeperOf(desk: Desk, account: string | undefined): Promise<string> {
  if (account?.startsWith("0x") === true) return parseAddress(account, "--account");
  return (await accountOf(desk, account)).address;
}

export default action;
