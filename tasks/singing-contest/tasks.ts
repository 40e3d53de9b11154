import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { challengeTask } from "./challenge/index.ts";
import { checkTask } from "./check/index.ts";
import { claimTask } from "./claim/index.ts";
import { closeTask } from "./close/index.ts";
import { enterTask } from "./enter/index.ts";
import { forwardTask } from "./forward/index.ts";
import { melodyTask } from "./melody/index.ts";
import { openTask } from "./open/index.ts";
import { performTask } from "./perform/index.ts";
import { refundTask } from "./refund/index.ts";
import { revealTask } from "./reveal/index.ts";
import { singTask } from "./sing/index.ts";
import { standingsTask } from "./standings/index.ts";
import { statusTask } from "./status/index.ts";
import { submitTask } from "./submit/index.ts";

export const contestTasks: TaskDefinition[] = [
  emptyTask("contest", "Hold a singing contest that a proven neural network judges").build(),
  openTask,
  enterTask,
  melodyTask,
  singTask,
  submitTask,
  standingsTask,
  challengeTask,
  revealTask,
  checkTask,
  closeTask,
  claimTask,
  refundTask,
  statusTask,
  performTask,
  forwardTask,
];
