import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask } from "hardhat/config";

import { attackTask } from "./attack/index.ts";
import { backtestTask } from "./backtest/index.ts";
import { createTask } from "./create/index.ts";
import { depositTask } from "./deposit/index.ts";
import { exitTask } from "./exit/index.ts";
import { forwardTask } from "./forward/index.ts";
import { keeperTask } from "./keeper/index.ts";
import { observeTask } from "./observe/index.ts";
import { proveTask } from "./prove/index.ts";
import { rebalanceTask } from "./rebalance/index.ts";
import { statusTask } from "./status/index.ts";
import { withdrawTask } from "./withdraw/index.ts";

export const vaultTasks: TaskDefinition[] = [
  emptyTask("vault", "Run a vault whose every trade a proven neural network decided").build(),
  createTask,
  depositTask,
  observeTask,
  keeperTask,
  statusTask,
  proveTask,
  rebalanceTask,
  withdrawTask,
  exitTask,
  forwardTask,
  attackTask,
  backtestTask,
];
