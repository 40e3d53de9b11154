import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { undone } from "../../samples/chain/undone.ts";
import { RefusedError } from "../../samples/errors.ts";
import { table } from "../../ui/table.ts";
import type { RegistryArguments } from "../arguments.ts";
import { requireSameModel } from "../capture/require.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { requirePractice } from "../practice/require.ts";
import { findRegistry } from "../registry.ts";

import { ATTACKS, type Attack } from "./attacks.ts";
import { setScene, type Scene } from "./scene.ts";

interface AttackArguments extends Pick<RegistryArguments, "registry"> {
  victim: string;
  thief: string;
  accomplice: string;
}

interface Outcome {
  attack: string;
  /** Name of the contract's error; null when the attack succeeded. */
  refusal: string | null;
}

const action: NewTaskActionFunction<AttackArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => attack(args, await openDesk(hre)));

/** Tries everything on the registry and takes the chain back to where it was. */
export async function attack(
  args: AttackArguments,
  desk: Desk,
  attacks: Readonly<Record<string, Attack>> = ATTACKS,
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
    const outcomes: Outcome[] = [];
    for (const [name, attempt] of Object.entries(attacks)) {
      outcomes.push({ attack: name, refusal: await undone(desk, async () => refusalOf(attempt, scene)) });
    }
    return report(scene, outcomes);
  });
}

async function refusalOf(attempt: Attack, scene: Scene): Promise<string | null> {
  try {
    await attempt(scene);
    return null;
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}

function report({ registry }: Scene, outcomes: readonly Outcome[]): TaskOutput {
  const succeeded = outcomes.filter(({ refusal }) => refusal === null).length;
  return {
    json: { registry: registry.address, attacks: outcomes },
    text: [
      table(
        ["attack", "met"],
        outcomes.map(({ attack: name, refusal }) => [name, refusal ?? "SUCCEEDED"]),
      ),
      succeeded === 0
        ? `${outcomes.length} attacks, all refused; the chain is where it was.`
        : `${succeeded} of ${outcomes.length} attacks succeeded; the chain is where it was.`,
    ].join("\n"),
    failed: succeeded > 0,
  };
}

export default action;
