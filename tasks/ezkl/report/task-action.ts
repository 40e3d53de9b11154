import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { listModels, loadModel } from "../../../src/pipeline/model.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";
import { openDraw } from "../tune/report/draw.ts";

import { collectReport } from "./collect.ts";
import { renderIndex } from "./page/index-page.ts";
import { renderModel } from "./page/model-page.ts";
import { pageOf, type ModelReport } from "./report.ts";
import { summaryOf } from "./summary.ts";

interface ReportArguments {
  out?: string;
  json: boolean;
}

type Environment = Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">;

const action: NewTaskActionFunction<ReportArguments> = async ({ out, json }, hre) =>
  showResult(json, async () => report(out, hre));

/**
 * Writes the pages: everything is read and measured first, so that a model with damaged files leaves no half of them.
 * @throws InputInvalidError when the folder cannot be one, and what the readers of the models' files throw
 */
export async function report(out: string | undefined, hre: Environment): Promise<TaskOutput> {
  const workspace = workspaceOf(hre.config, terminalReporter());
  const folder = out === undefined ? join(hre.config.paths.cache, "ezkl-report") : resolve(out);
  await requireFolder(folder);
  const reports: ModelReport[] = [];
  for (const name of (await listModels(workspace.paths)).keys())
    reports.push(await collectReport(workspace, hre, await loadModel(workspace.paths, name)));
  const draw = await openDraw();
  const pages = new Map<string, string>();
  for (const found of reports) pages.set(pageOf(found), await renderModel(found, draw));
  pages.set("index.html", renderIndex(reports));
  for (const [file, text] of pages) await writeFileAtomic(join(folder, file), text);
  const index = join(folder, "index.html");
  return {
    json: { folder, index, models: reports.map((found) => summaryOf(found, folder)) },
    text: MESSAGES.reported(index, reports.length),
  };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error ? found.code === "ENOENT" : found.isDirectory()) return;
  throw new InputInvalidError("--out", `${folder} is no folder`, "name a folder, or one that can be made");
}

export default action;
