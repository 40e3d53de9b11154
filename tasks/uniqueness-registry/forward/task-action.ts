import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { moveClock, requireDevelopment } from "../../samples/chain/development.ts";
import { formatMoment, formatTime } from "../../samples/format/time.ts";
import { parseCount } from "../../samples/parse/count.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { readPool } from "../read/pool.ts";
import { findRegistry } from "../registry.ts";

interface ForwardArguments extends Pick<RegistryArguments, "registry"> {
  days?: string;
}

const MOST_DAYS = 3660;
const DAY = 86_400n;

const action: NewTaskActionFunction<ForwardArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => forward(args, await openDesk(hre)));

/** Moves a development node's clock: by days, or to the beginning of the next period. */
export async function forward(args: ForwardArguments, desk: Desk): Promise<TaskOutput> {
  const days = args.days === undefined ? undefined : BigInt(parseCount(args.days, "--days", [1, MOST_DAYS]));
  requireDevelopment(REGISTRY, desk);
  const registry = await findRegistry(desk, args.registry);
  const { provider } = desk.connection.ethers;
  const { now: before } = await readClock(provider);
  const at = days === undefined ? (await readPool(registry)).endsAt : before + days * DAY;
  await moveClock(REGISTRY, desk, at);
  const [{ now, block }, { period, endsAt }] = await Promise.all([readClock(provider), readPool(registry)]);
  return {
    json: { registry: registry.address, now, block, period, nextPeriodAt: endsAt },
    text: [
      `It is ${formatTime(now)}, in period ${period}; the next begins ${formatMoment(endsAt, now)}.`,
      nextCommand(desk, "claim --account 1"),
    ],
  };
}

export default action;
