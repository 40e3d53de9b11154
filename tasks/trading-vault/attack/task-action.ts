import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { tellAttacks, tryAll, type Attacks } from "../../samples/attacks.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { undone } from "../../samples/chain/undone.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { formatDay } from "../format/day.ts";
import { requirePractice } from "../practice/require.ts";
import { requireSameSignal } from "../prove.ts";
import { findVault } from "../vault.ts";

import { ATTACKS } from "./attacks.ts";
import { setScene, type Scene } from "./scene.ts";

interface AttackArguments extends Pick<VaultArguments, "vault"> {
  keeper?: string;
  thief?: string;
}

const action: NewTaskActionFunction<AttackArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => attack(args, await openDesk(hre)));

/** Tries everything on the vault and takes the chain back to where it was. */
export async function attack(
  args: AttackArguments,
  desk: Desk,
  attacks: Attacks<Scene> = ATTACKS,
): Promise<TaskOutput> {
  requireDevelopment(VAULT, desk);
  const vault = await findVault(desk, args.vault);
  const world = requirePractice(vault);
  await requireSameSignal(desk.workspace, vault);
  const [keeper, thief, maker] = await Promise.all(
    [args.keeper ?? "1", args.thief ?? "5", world.maker].map(async (wanted) => accountOf(desk, wanted)),
  );
  if (keeper === undefined || thief === undefined || maker === undefined)
    throw new TypeError("three were asked for");
  const market = { connection: desk.connection, world, maker };
  return undone(desk, async () => {
    const scene = await setScene({ desk, vault, market, keeper, thief });
    const outcomes = await tryAll(desk, attacks, scene);
    const { epoch } = scene.window;
    return {
      json: { vault: vault.address, epoch, attacks: outcomes },
      ...tellAttacks(outcomes, ` on ${formatDay(epoch)}`),
    };
  });
}

export default action;
