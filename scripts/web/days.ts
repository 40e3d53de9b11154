import { readClock } from "../../tasks/samples/chain/clock.ts";
import { accountOf } from "../../tasks/trading-vault/desk.ts";
import { forward } from "../../tasks/trading-vault/forward/task-action.ts";
import { lastFedDay } from "../../tasks/trading-vault/practice/forward-day.ts";
import { requirePractice } from "../../tasks/trading-vault/practice/require.ts";
import { findVault } from "../../tasks/trading-vault/vault.ts";

import type { World } from "./world.ts";

const DAY = 86_400n;

/** Days pass for the vault: the clock reaches each one's end, and its close comes. */
export async function forwardDays({ desks }: Pick<World, "desks">, days: number): Promise<void> {
  await forward({ days: days.toString() }, desks.vault);
}

/** Brings the closes of the days that went by while another sample's clock was moved: there is one clock for all. */
export async function catchUp(world: Pick<World, "desks">): Promise<void> {
  const desk = world.desks.vault;
  const { connection } = desk;
  const practice = requirePractice(await findVault(desk, undefined));
  const maker = await accountOf(desk, practice.maker);
  const { now } = await readClock(connection.ethers.provider);
  const missing = now / DAY - 1n - (await lastFedDay({ connection, world: practice, maker }));
  if (missing > 0n) await forwardDays(world, Number(missing));
}
