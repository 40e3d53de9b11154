import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { attackTask } from "./attack/index.ts";
import { captureTask } from "./capture/index.ts";
import { claimTask } from "./claim/index.ts";
import { createTask } from "./create/index.ts";
import { deviceTasks } from "./device/index.ts";
import { enrollTask } from "./enroll/index.ts";
import { evictTask } from "./evict/index.ts";
import { forwardTask } from "./forward/index.ts";
import { fundTask } from "./fund/index.ts";
import { leaveTask } from "./leave/index.ts";
import { moveTask } from "./move/index.ts";
import { ratesTask } from "./rates/index.ts";
import { statusTask } from "./status/index.ts";

export const registryTasks: TaskDefinition[] = [
  emptyTask(
    "registry",
    "Run a registry in which one living finger has one account, and a pool that pays each",
  ).build(),
  createTask,
  captureTask,
  enrollTask,
  moveTask,
  claimTask,
  fundTask,
  leaveTask,
  evictTask,
  ...deviceTasks,
  statusTask,
  ratesTask,
  forwardTask,
  attackTask,
];
