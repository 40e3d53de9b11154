import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { cleanStore } from "../../../src/store/clean.ts";
import { showResult } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { workspaceOf } from "../../workspace.ts";

interface CleanArguments {
  unused: boolean;
  json: boolean;
}

const action: NewTaskActionFunction<CleanArguments> = async ({ unused, json }, hre) =>
  showResult(json, async () => {
    const result = await cleanStore(workspaceOf(hre.config), unused);
    return {
      json: { ...result },
      text: MESSAGES.cleaned(result.removed, result.freedBytes, result.keptBytes),
    };
  });

export default action;
