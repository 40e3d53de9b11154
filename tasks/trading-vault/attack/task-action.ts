import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { undone } from "../../samples/chain/undone.ts";
import { RefusedError } from "../../samples/errors.ts";
import { table } from "../../ui/table.ts";
import type { VaultArguments } from "../arguments.ts";
import { VAULT } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { formatDay } from "../format/day.ts";
import { requirePractice } from "../practice/require.ts";
import { requireSameSignal } from "../prove.ts";
import { findVault } from "../vault.ts";

import { ATTACKS, type Attack } from "./attacks.ts";
import { setScene, type Scene } from "./scene.ts";

interface AttackArguments extends Pick<VaultArguments, "vault"> {
  keeper?: string;
  thief?: string;
}

interface Outcome {
  attack: string;
  /** Name of the contract's error; null when the attack succeeded. */
  refusal: string | null;
}

const action: NewTaskActionFunction<AttackArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => attack(args, await openDesk(hre)));

/** Tries everything on the vault and takes the chain back to where it was. */
export async function attack(
  args: AttackArguments,
  desk: Desk,
  attacks: Readonly<Record<string, Attack>> = ATTACKS,
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

function report({ vault, window }: Scene, outcomes: readonly Outcome[]): TaskOutput {
  const stolen = outcomes.filter(({ refusal }) => refusal === null).length;
  return {
    json: { vault: vault.address, epoch: window.epoch, attacks: outcomes },
    text: [
      table(
        ["attack", "met"],
        outcomes.map(({ attack: name, refusal }) => [name, refusal ?? "SUCCEEDED"]),
      ),
      stolen === 0
        ? `${outcomes.length} attacks on ${formatDay(window.epoch)}, all refused; the chain is where it was.`
        : `${stolen} of ${outcomes.length} attacks succeeded; the chain is where it was.`,
    ].join("\n"),
    failed: stolen > 0,
  };
}

export default action;
