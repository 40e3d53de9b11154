import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import { formatMoment } from "../../samples/format/time.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { requireDue } from "../read/due.ts";
import { requireEnrolled } from "../read/enrolment.ts";
import { readPool } from "../read/pool.ts";
import { findRegistry } from "../registry.ts";

const claimedSchema = z.object({ period: z.bigint(), amount: z.bigint() });

const action: NewTaskActionFunction<RegistryArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => claim(args, await openDesk(hre)));

/** Pulls the account's share of the current period. */
export async function claim(args: RegistryArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const { contract, address, token } = registry;
  const from = await accountOf(desk, args.account);
  requireDue(registry, await requireEnrolled(registry, from.address), await readPool(registry));
  const before = await token.balanceOf(from.address);
  const receipt = await send(REGISTRY, { contract, from, method: "claim" });
  const { period, amount } = claimedSchema.parse(eventOf(receipt, registry, "Claimed"));
  const after = await token.balanceOf(from.address);
  const { balance, endsAt } = await readPool(registry);
  const { now } = await readClock(desk.connection.ethers.provider);
  return {
    json: {
      ...{ registry: address, account: from.address, period, amount },
      ...{ balanceBefore: before, balanceAfter: after, pool: balance, nextPeriodAt: endsAt },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${token.format(amount)} for period ${period} (${receipt.gasUsed} gas).`,
      `Balance: ${formatChange(token, before, after)}`,
      `The next period begins ${formatMoment(endsAt, now)}.`,
      nextCommand(desk, "status"),
    ],
  };
}

export default action;
