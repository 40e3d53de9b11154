import { openBuilt, type Built } from "../../src/pipeline/built.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";

import { SIGNAL } from "./dapp.ts";

/** The model as it was built here. @throws NotBuiltError */
export async function openSignal(workspace: Workspace): Promise<Built> {
  return openBuilt(workspace, await loadModel(workspace.paths, SIGNAL));
}
