import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { HOLDOUT_DAYS } from "../../../models/trading-signal/backtest/decision-days.ts";
import { parseCount } from "../../samples/parse/count.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";

import { runBacktest } from "./backtest.ts";
import { writeFiles } from "./files.ts";
import { showSummary } from "./show.ts";
import { differs, summarise } from "./summary.ts";
import { printLine } from "../../ui/shown.ts";

interface BacktestArguments {
  days?: string;
  out?: string;
  prove: boolean;
}

const PROGRESS_EVERY = 50;

const action: NewTaskActionFunction<BacktestArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => backtest(args, hre));

/** Plays the hold-out three ways on a chain of its own; fails where the trades differ. */
export async function backtest(
  { days, out, prove }: BacktestArguments,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
): Promise<TaskOutput> {
  const result = await runBacktest(hre, workspaceOf(hre.config, terminalReporter()), {
    days: days === undefined ? undefined : parseCount(days, "--days", [1, HOLDOUT_DAYS]),
    prove,
    progress: (done, of) => {
      if (done % PROGRESS_EVERY === 0) printLine(process.stderr, `${done} of ${of} days`);
    },
  });
  const summary = summarise(result);
  const files = out === undefined ? [] : await writeFiles(out, result);
  return {
    json: { ...summary, files },
    text: [...showSummary(summary), ...files.map((file) => `Written: ${file}`)],
    failed: differs(summary),
  };
}

export default action;
