import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { tellAttacks, tryAll, type Attacks } from "../../samples/attacks.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { undone } from "../../samples/chain/undone.ts";
import type { RegistryArguments } from "../arguments.ts";
import { requireSameModel } from "../capture/require.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { requirePractice } from "../practice/require.ts";
import { findRegistry } from "../registry.ts";

import { ATTACKS } from "./attacks.ts";
import { setScene, type Scene } from "./scene.ts";

interface AttackArguments extends Pick<RegistryArguments, "registry"> {
  victim: string;
  thief: string;
  accomplice: string;
}

const action: NewTaskActionFunction<AttackArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => attack(args, await openDesk(hre)));

/** Tries everything on the registry and takes the chain back to where it was. */
export async function attack(
  args: AttackArguments,
  desk: Desk,
  attacks: Attacks<Scene> = ATTACKS,
): Promise<TaskOutput> {
  requireDevelopment(REGISTRY, desk);
  const registry = await findRegistry(desk, args.registry);
  requirePractice(registry);
  await requireSameModel(desk.workspace, registry);
  const cast = {
    victim: await accountOf(desk, args.victim),
    thief: await accountOf(desk, args.thief),
    accomplice: await accountOf(desk, args.accomplice),
  };
  return undone(desk, async () => {
    const scene = await setScene({ desk, registry, ...cast });
    const outcomes = await tryAll(desk, attacks, scene);
    return { json: { registry: registry.address, attacks: outcomes }, ...tellAttacks(outcomes) };
  });
}

export default action;
