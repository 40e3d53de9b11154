import type { Shown } from "../ui/shown.ts";
import { table } from "../ui/table.ts";

import { undone } from "./chain/undone.ts";
import type { Desk } from "./desk.ts";
import { RefusedError } from "./errors.ts";

/** One thing that a thief tries. */
export type Attack<Scene> = (scene: Scene) => Promise<unknown>;

/** Attempts by what they are called. */
export type Attacks<Scene> = Readonly<Record<string, Attack<Scene>>>;

export interface Outcome {
  attack: string;
  /** Name of the contract's error; null when the attack succeeded. */
  refusal: string | null;
}

/** Tries each in turn on a development chain, which is taken back after each. @throws what an attempt fails with, other than a refusal */
export async function tryAll<Scene>(
  desk: Pick<Desk, "connection">,
  attacks: Attacks<Scene>,
  scene: Scene,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, attempt] of Object.entries(attacks)) {
    outcomes.push({ attack: name, refusal: await undone(desk, async () => refusalOf(attempt, scene)) });
  }
  return outcomes;
}

/** What each attempt met, and whether any succeeded. @param when such as " on 2026-05-01" */
export function tellAttacks(outcomes: readonly Outcome[], when = ""): { text: Shown; failed: boolean } {
  const succeeded = outcomes.filter(({ refusal }) => refusal === null).length;
  const rows = outcomes.map(({ attack, refusal }) => [attack, refusal ?? "SUCCEEDED"]);
  const sum =
    succeeded === 0
      ? `${outcomes.length} attacks${when}, all refused`
      : `${succeeded} of ${outcomes.length} attacks succeeded`;
  return {
    text: [table(["attack", "met"], rows), `${sum}; the chain is where it was.`],
    failed: succeeded > 0,
  };
}

async function refusalOf<Scene>(attempt: Attack<Scene>, scene: Scene): Promise<string | null> {
  try {
    await attempt(scene);
    return null;
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}
