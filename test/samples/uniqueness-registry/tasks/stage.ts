import { join } from "node:path";

import type { EzklError } from "../../../../src/errors/base.ts";
import { capturesNear } from "../../../../tasks/uniqueness-registry/attack/captures-near.ts";
import { capture } from "../../../../tasks/uniqueness-registry/capture/task-action.ts";
import type { Act } from "../../../../tasks/uniqueness-registry/capture/typed-data.ts";
import type { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";
import type { RememberedRegistry } from "../../../../tasks/uniqueness-registry/memory.ts";
import type { Desk } from "../../../../tasks/uniqueness-registry/desk.ts";
import { CODE_MODEL } from "../../../../tasks/uniqueness-registry/dapp.ts";
import { withCodeReader } from "../../../../tasks/uniqueness-registry/model.ts";
import { openStage, type DeskStage } from "../../../helpers/desk.ts";
import { ALL } from "../../../helpers/share.ts";
import { withStandIn } from "../../../helpers/stand-in.ts";
import { buildOnce, refusedAs } from "../../../helpers/task-answers.ts";

export { failsWith, told } from "../../../helpers/task-answers.ts";

/** What `registry create --practice` takes when nothing else is said: the task's own defaults. */
export const DEFAULTS: Parameters<typeof create>[0] = {
  practice: true,
  payout: "10",
  period: "1d",
  moveDelay: "3d",
  funds: "1000",
};

/** What `registry capture` takes when nothing else is said. */
export const CAPTURE = { press: "1", conditions: "ordinary", dpi: "500", act: "enroll", valid: "1h" };

/** Numbers of captures of a synthetic finger whose codes are near the first one's: which fall how far apart is the model's affair. */
export async function numbersNear(
  { workspace }: Pick<Desk, "workspace">,
  finger: string,
  within: number,
  count: number,
): Promise<number[]> {
  return withCodeReader(workspace, async (reader) => {
    const numbers: number[] = [];
    for await (const { number } of capturesNear(reader, finger, BigInt(within))) {
      numbers.push(number);
      if (numbers.length === count) break;
    }
    return numbers;
  });
}

export interface Stage extends DeskStage<RememberedRegistry> {
  /** Captures a synthetic finger for an account, and tells the file. */
  captured(finger: string, press: number, account: string, act?: Act): Promise<string>;
}

/** A chain of its own, and a desk on it like the one that a task opens. */
export async function setStage(chainId = 31337): Promise<Stage> {
  await buildCodeModel();
  const stage: DeskStage<RememberedRegistry> = await openStage("uniqueness-registry", chainId);
  return {
    ...stage,
    captured: async (finger, press, account, act = "enroll") => {
      const out = join(stage.folder, `${finger}-${press}-${act}.json`);
      await capture({ ...CAPTURE, finger, press: String(press), for: account, act, out }, stage.desk);
      return out;
    },
  };
}

/** A stage for many proofs, which are made in earnest in `npm run test:all`; in `npm test` a stand-in takes the verifier's place. */
export async function setSwiftStage(): Promise<Stage> {
  const stage = await setStage();
  if (ALL) return stage;
  const { desk, close } = await withStandIn(stage.desk, "BiometricCodeVerifier");
  return {
    ...stage,
    desk,
    close: async () => {
      await close();
      await stage.close();
    },
  };
}

/** Circuit and keys are not committed: the first who needs them makes them. */
export async function buildCodeModel(): Promise<void> {
  await buildOnce(CODE_MODEL);
}

/** Expects the registry's own refusal of this name, told as a sentence. */
export async function refusedBy(name: string, work: Promise<unknown>): Promise<EzklError> {
  return refusedAs("EZKL_REGISTRY_REFUSED", name, work);
}
