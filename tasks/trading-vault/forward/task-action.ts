import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { CLOSE_DECIMALS, dateOf } from "../../../models/trading-signal/closes.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { moveClock, requireDevelopment } from "../../samples/chain/development.ts";
import { parseCount } from "../../samples/parse/count.ts";
import { table } from "../../ui/table.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { VaultStateError } from "../errors.ts";
import { showPrice } from "../format/amount.ts";
import { endOf, formatDay } from "../format/day.ts";
import { readCloses } from "../practice/closes.ts";
import { feedDay, lastFedDay } from "../practice/forward-day.ts";
import { requirePractice } from "../practice/require.ts";
import { findVault } from "../vault.ts";

interface ForwardArguments extends Pick<VaultArguments, "vault"> {
  days: string;
}

const MOST_DAYS = 400;

const action: NewTaskActionFunction<ForwardArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => forward(args, await openDesk(hre)));

/** Lets days pass: for each, the clock reaches its end, the feed reports its close, and somebody trades the pool to the new price. */
export async function forward(args: ForwardArguments, desk: Desk): Promise<TaskOutput> {
  const count = parseCount(args.days, "--days", [1, MOST_DAYS]);
  requireDevelopment(VAULT, desk);
  const vault = await findVault(desk, args.vault);
  const practice = requirePractice(vault);
  const { shift, ...world } = practice;
  const maker = await accountOf(desk, world.maker);
  const practiceDesk = { connection: desk.connection, world, maker };
  const closes = new Map((await readCloses(desk.workspace)).map((close) => [close.day + shift, close]));
  const first = (await lastFedDay(practiceDesk)) + 1n;
  if (!closes.has(Number(first) + count - 1)) {
    const left = [...closes.keys()].filter((day) => day >= Number(first)).length;
    throw new VaultStateError(
      "--days",
      `the data has ${left} more days of prices, and ${count} were asked for`,
      left === 0
        ? "create another vault to practise on: vault create --practice"
        : `give --days ${left} or less`,
    );
  }
  const days: { day: bigint; date: string; price: bigint }[] = [];
  for (let day = first; day < first + BigInt(count); day++) {
    const { date, price } = closes.get(Number(day)) ?? { date: dateOf(Number(day) - shift), price: 0n };
    await moveClock(VAULT, desk, endOf(day));
    await feedDay(practiceDesk, { day, price });
    days.push({ day, date, price });
  }
  const rows = days.map(({ day, date, price }) => [
    formatDay(day),
    date,
    showPrice(price, CLOSE_DECIMALS, vault.stable),
  ]);
  return {
    json: { vault: vault.address, days },
    text: [table(["day of the chain", "plays", "close"], rows), nextCommand(desk, "rebalance")],
  };
}

export default action;
