import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { srsDevTask } from "./dev/index.ts";
import { srsFetchTask } from "./fetch/index.ts";
import { srsImportTask } from "./import/index.ts";
import { srsListTask } from "./list/index.ts";

export const srsTasks: TaskDefinition[] = [
  emptyTask(
    ["ezkl", "srs"],
    "Structured reference strings: ceremonies' and, for local chains, your own",
  ).build(),
  srsFetchTask,
  srsImportTask,
  srsDevTask,
  srsListTask,
];
