import { join, resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { TuningRecord } from "../../../src/artifacts/tuning-record.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { loadModel, type Model } from "../../../src/pipeline/model.ts";
import { tuneModel } from "../../../src/tune/index.ts";
import { openMeter } from "../../evm/meter.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { workspaceOf } from "../../workspace.ts";

import { candidateOf, ratiosOf } from "./figures.ts";
import { nothingChosen } from "./nothing-chosen.ts";
import { parseTuneOptions, type SearchOptions, type TuneArguments } from "./options.ts";
import { tuneProgress } from "./progress.ts";
import { renderReport } from "./report/page.ts";
import { frontTable } from "./summary.ts";

interface Arguments extends TuneArguments {
  model: string;
  html?: string;
  json: boolean;
}

type Environment = Pick<HardhatRuntimeEnvironment, "config" | "solidity" | "network">;

const action: NewTaskActionFunction<Arguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => tune(args, hre));

/**
 * Searches, pins what it chose and draws the report.
 * @throws InputInvalidError for the options, NothingChosenError when no candidate can be pinned; the report is written all the same
 */
export async function tune(args: Omit<Arguments, "json">, hre: Environment): Promise<TaskOutput> {
  const model = await loadModel(workspaceOf(hre.config).paths, args.model);
  const options = parseTuneOptions(args, model.config.engine);
  const record = await search(model, options, hre);
  const html = args.html === undefined ? join(model.paths.output, "tuning.html") : resolve(args.html);
  await writeFileAtomic(html, await renderReport(record));
  const chosen = candidateOf(record, record.chosen);
  if (chosen === undefined) throw nothingChosen(record, html);

  const file = join(model.directory, "tuning.json");
  const { candidates, ...search_ } = record;
  return {
    json: {
      ...search_,
      candidates: candidates.length,
      chosen,
      baseline: candidateOf(record, record.baseline) ?? null,
      ratios: ratiosOf(record),
      record: file,
      report: html,
    },
    text: [...frontTable(record), ...MESSAGES.tuned(model.name, model.directory, html)],
  };
}

async function search(model: Model, options: SearchOptions, hre: Environment): Promise<TuningRecord> {
  const progress = tuneProgress(model.name);
  const meter = openMeter(hre);
  let failed = true;
  try {
    const workspace = workspaceOf(hre.config, progress.reporter);
    const { onProgress } = progress;
    const record = await tuneModel(workspace, model, { ...options, onProgress }, meter.measure);
    failed = false;
    return record;
  } finally {
    progress.stop(failed);
    await meter.close();
  }
}

export default action;
