import type { EzklError } from "../../../../src/errors/base.ts";
import type { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import type { RememberedVault } from "../../../../tasks/trading-vault/memory.ts";
import { SIGNAL } from "../../../../tasks/trading-vault/dapp.ts";
import { openStage, type DeskStage } from "../../../helpers/desk.ts";
import { buildOnce, refusedAs } from "../../../helpers/task-answers.ts";

export { failsWith, told } from "../../../helpers/task-answers.ts";

/** What `vault create --practice` takes when nothing else is said: the task's own defaults. */
export const DEFAULTS: Parameters<typeof create>[0] = {
  practice: true,
  from: "2022-08-14",
  slippage: "0.5",
  tradeCap: "25",
  minTrade: "1",
  keeperFee: "1",
  dormantAfter: "7",
  name: "Trading Vault",
};

export type Stage = DeskStage<RememberedVault>;

/** A chain of its own, and a desk on it like the one that a task opens. */
export async function setStage(chainId = 31337): Promise<Stage> {
  await buildSignal();
  return openStage("trading-vault", chainId);
}

/** Circuit and keys are not committed: the first who needs them makes them. */
export async function buildSignal(): Promise<void> {
  await buildOnce(SIGNAL);
}

/** Expects the vault's own refusal of this name, told as a sentence. */
export async function refusedBy(name: string, work: Promise<unknown>): Promise<EzklError> {
  return refusedAs("EZKL_VAULT_REFUSED", name, work);
}
