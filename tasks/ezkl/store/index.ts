import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { exportTask } from "./export/index.ts";

export const storeTasks: TaskDefinition[] = [
  emptyTask(["ezkl", "store"], "Circuits and keys by what they were made from").build(),
  exportTask,
];
