import { join } from "node:path";

import type { EzklError } from "../../../../src/errors/base.ts";
import { JUDGE } from "../../../../tasks/singing-contest/judge-input.ts";
import type { RememberedContest } from "../../../../tasks/singing-contest/memory.ts";
import { openStage, type DeskStage } from "../../../helpers/desk.ts";
import { ALL } from "../../../helpers/share.ts";
import { withStandIn } from "../../../helpers/stand-in.ts";
import { buildOnce, refusedAs } from "../../../helpers/task-answers.ts";

export { failsWith, told } from "../../../helpers/task-answers.ts";

/** What `contest open` takes when nothing is said: the task's own defaults. */
export const TERMS = {
  fee: "0.01",
  bond: "0.05",
  hostShare: "0",
  split: "60,30,10",
  entries: "2h",
  submissions: "4h",
  dispute: "24h",
  threshold: "0.5",
  cap: "0.95",
};

export interface Stage extends DeskStage<RememberedContest> {
  /** A file in a folder of this stage's own. */
  file(name: string): string;
  /** What an account has of the chain's own currency. */
  balance(account: string): Promise<bigint>;
}

/** Circuit and keys are not committed: the first who needs them makes them. */
export async function buildJudge(): Promise<void> {
  await buildOnce(JUDGE);
}

/** A chain of its own, and a desk on it like the one that a task opens. */
export async function setStage(chainId = 31337): Promise<Stage> {
  await buildJudge();
  const stage: DeskStage<RememberedContest> = await openStage("singing-contest", chainId);
  return {
    ...stage,
    file: (name) => join(stage.folder, name),
    balance: async (account) => stage.desk.connection.ethers.provider.getBalance(account),
  };
}

/** A stage for many proofs, which are made in earnest in `npm run test:all`; in `npm test` a stand-in takes the verifier's place. */
export async function setSwiftStage(): Promise<Stage> {
  const stage = await setStage();
  if (ALL) return stage;
  const { desk, close } = await withStandIn(stage.desk, "SingingJudgeVerifier");
  return {
    ...stage,
    desk,
    close: async () => {
      await close();
      await stage.close();
    },
  };
}

/** Expects the contest's own refusal of this name, told as a sentence. */
export async function refusedBy(name: string, work: Promise<unknown>): Promise<EzklError> {
  return refusedAs("EZKL_CONTEST_REFUSED", name, work);
}
