import { resolve } from "node:path";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { listModels, loadModel } from "../../../../src/pipeline/model.ts";
import type { Workspace } from "../../../../src/pipeline/workspace.ts";
import { exportModel } from "../../../../src/store/export.ts";
import { showResult, type TaskOutput } from "../../../task-result.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import { workspaceOf } from "../../../workspace.ts";

interface ExportArguments {
  directory: string;
  models: string[];
  json: boolean;
}

const action: NewTaskActionFunction<ExportArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => exportStore(args, workspaceOf(hre.config)));

async function exportStore(
  { directory, models }: Omit<ExportArguments, "json">,
  workspace: Workspace,
): Promise<TaskOutput> {
  const names = models.length > 0 ? models : [...(await listModels(workspace.paths)).keys()];
  const place = resolve(directory);
  let bytes = 0;
  for (const name of names)
    bytes += await exportModel(workspace, await loadModel(workspace.paths, name), place);
  return { json: { directory: place, models: names, bytes }, text: MESSAGES.exported(names, place, bytes) };
}

export default action;
