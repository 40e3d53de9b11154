import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { workspaceOf } from "../../workspace.ts";
import { readRates, type Rates } from "../read/rates.ts";
import { formatRate, ratesTable } from "../show/rates.ts";

const action: NewTaskActionFunction<{ json: boolean }> = async ({ json }, hre) =>
  showResult(json, async () => rates(workspaceOf(hre.config)));

/** The model's error rates as its own evaluation measured them. */
export async function rates(workspace: Workspace): Promise<TaskOutput> {
  const found = await readRates(workspace);
  const { data, command, rule, eer, threshold, genuinePairs, impostorPairs } = found;
  return {
    json: { ...found },
    text: [
      `Measured on ${data}: ${genuinePairs.toLocaleString("en")} pairs of one finger, ${impostorPairs.toLocaleString("en")} of two.`,
      ratesTable(found),
      `With ${threshold} bits, ${formatRate(missedAt(found))} of all captures of an enrolled finger are not recognised: each of them could get it a second account.`,
      `Both errors are equal at ${formatRate(eer)}. The thresholds: ${rule}. To measure again: ${command}`,
      "The fingers are synthetic: of real ones these figures say little.",
    ],
  };
}

/** Share of one finger's pairs that the registry's own threshold takes for two. */
function missedAt({ rates: measured, threshold }: Rates): number {
  return measured.find((at) => at.threshold === threshold)?.frr ?? 1;
}

export default action;
