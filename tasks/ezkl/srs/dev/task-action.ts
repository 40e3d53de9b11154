import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { DEFAULT_ENGINE_VERSION } from "../../../../src/engine/versions.ts";
import { ensureDevSrs } from "../../../../src/pipeline/srs.ts";
import type { SrsFile } from "../../../../src/srs/file.ts";
import { reported } from "../../../../src/pipeline/report.ts";
import { LazyEngine, type Workspace } from "../../../../src/pipeline/workspace.ts";
import { showResult, type TaskOutput } from "../../../task-result.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import { terminalReporter } from "../../../ui/reporter.ts";
import { workspaceOf } from "../../../workspace.ts";
import { readSize } from "../size.ts";

const action: NewTaskActionFunction<{ k: string; json: boolean }> = async ({ k, json }, hre) =>
  showResult(json, async () => makeDev(readSize(k), workspaceOf(hre.config, terminalReporter())));

/** Makes the user's dev SRS for this k, unless it is there. */
async function makeDev(k: number, workspace: Workspace): Promise<TaskOutput> {
  const label = `k=${k}`;
  const engine = new LazyEngine(workspace, DEFAULT_ENGINE_VERSION, label);
  let [cached, srs]: [boolean, SrsFile | undefined] = [true, undefined];
  try {
    await reported(workspace.reporter, label, "srs", async () => {
      srs = await ensureDevSrs(
        async () => {
          cached = false;
          return engine.get();
        },
        workspace.srs,
        k,
      );
      return { cached };
    });
  } finally {
    await engine.close();
  }
  const made = srs as unknown as SrsFile;
  return { json: { ...made, cached }, text: [...MESSAGES.srsReady(made), MESSAGES.devSrs] };
}

export default action;
