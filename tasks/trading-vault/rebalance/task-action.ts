import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { fixedToNumber } from "../../../src/field/fixed.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { parseDuration } from "../../samples/parse/duration.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { show, showPrice } from "../format/amount.ts";
import { formatDay } from "../format/day.ts";
import { proveDecision, requireSameSignal } from "../prove.ts";
import { rebalancedSchema } from "../read/rebalanced.ts";
import { readState, worthOf } from "../read/state.ts";
import { requireDue } from "../read/due.ts";
import { shareOf, tradeLine } from "../show/trade.ts";
import { findVault } from "../vault.ts";
import { readWindow } from "../window.ts";

interface RebalanceArguments extends VaultArguments {
  deadline: string;
}

const action: NewTaskActionFunction<RebalanceArguments & { json: boolean }> = async (
  { json, ...args },
  hre,
) => showResult(json, async () => rebalance(args, await openDesk(hre)));

/** Proves what the model decides for the latest day and sends it, with the closes that the ring lacks. */
export async function rebalance(args: RebalanceArguments, desk: Desk): Promise<TaskOutput> {
  const patience = BigInt(parseDuration(args.deadline, "--deadline"));
  const vault = await findVault(desk, args.vault);
  const keeper = await accountOf(desk, args.account);
  await requireSameSignal(desk.workspace, vault);
  const before = await readState(vault);
  requireDue(vault, before);
  const epoch = before.currentEpoch;
  const window = await readWindow(vault, epoch);
  const decision = await proveDecision(desk.workspace, desk.chainId, vault, window, keeper.address);
  const { now } = await readClock(desk.connection.ethers.provider);
  const receipt = await send(VAULT, {
    ...{ contract: vault.contract, from: keeper, method: "rebalance" },
    args: [epoch, window.rounds, now + patience, decision.proof, decision.instances],
  });
  const event = rebalancedSchema.parse(eventOf(receipt, vault, "Rebalanced"));
  const after = await readState(vault);
  const { stable, risk, shares, feedDecimals } = vault;
  const fee = worthOf(event.feeShares, after);
  const allocation = fixedToNumber({ raw: decision.allocation, scale: decision.scale });
  return {
    json: {
      ...{ vault: vault.address, epoch, keeper: keeper.address, observed: window.rounds.length },
      ...{ allocation, targetPercent: event.targetPercent },
      ...{ stableDelta: event.stableDelta, riskDelta: event.riskDelta, price: event.price },
      ...{ feeShares: event.feeShares, feeWorth: fee, provingSeconds: decision.seconds },
      ...{ stable: after.stable, risk: after.risk, nav: after.nav },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${formatDay(epoch)}: the model's decision is ${(100 * allocation).toFixed(1)} %, proven in ${decision.seconds.toFixed(1)} s; the target is ${event.targetPercent} % (${receipt.gasUsed} gas).`,
      `Trade:  ${tradeLine(event, vault)}; the oracle says ${showPrice(event.price, feedDecimals, stable)}.`,
      `Vault:  ${show(stable, after.stable, "stable")} and ${show(risk, after.risk, "risk")}, ${shareOf(after.nav - after.stable, after.nav)} at risk; net asset value ${show(stable, after.nav, "stable")}.`,
      `Fee:    ${show(shares, event.feeShares, "share")} for ${keeper.address}, worth ${stable.format(fee)}.`,
      nextCommand(desk, "status"),
    ],
  };
}

export default action;
