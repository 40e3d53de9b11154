import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { auditTask } from "./audit/index.ts";
import { buildTask } from "./build/index.ts";
import { cleanTask } from "./clean/index.ts";
import { deployTask } from "./deploy/index.ts";
import { doctorTask } from "./doctor/index.ts";
import { initTask } from "./init/index.ts";
import { inspectTask } from "./inspect/index.ts";
import { lintTask } from "./lint/index.ts";
import { proveTask } from "./prove/index.ts";
import { srsTasks } from "./srs/index.ts";
import { publishTask } from "./publish/index.ts";
import { publishedTask } from "./published/index.ts";
import { reportTask } from "./report/index.ts";
import { revokeTask } from "./revoke/index.ts";
import { storeTasks } from "./store/index.ts";
import { tuneTask } from "./tune/index.ts";
import { verifyTask } from "./verify/index.ts";

export const ezklTasks: TaskDefinition[] = [
  emptyTask("ezkl", "Turn ONNX models into EVM verifiers and prove with them").build(),
  initTask,
  tuneTask,
  buildTask,
  proveTask,
  verifyTask,
  deployTask,
  publishTask,
  publishedTask,
  revokeTask,
  auditTask,
  lintTask,
  inspectTask,
  reportTask,
  doctorTask,
  ...srsTasks,
  ...storeTasks,
  cleanTask,
];
