import type { TaskDefinition } from "hardhat/types/tasks";

import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const deviceTasks: TaskDefinition[] = [
  emptyTask(["registry", "device"], "Capture devices that the registry accepts").build(),
  task(["registry", "device", "list"], "List the registry's devices")
    .addOption(REGISTRY_OPTION)
    .addFlag(JSON_FLAG)
    .setAction(() => import("./list-action.ts"))
    .build(),
  task(["registry", "device", "add"], "As the owner: accept a device's signatures from now on")
    .addOption(
      optionalText("address", "The device's address; default in practice: a new one whose key is kept here"),
    )
    .addOption({
      name: "limit",
      description: "How many captures it may sign a day: what a stolen key can do at most",
      type: ArgumentType.STRING,
      defaultValue: "100",
    })
    .addOption(ACCOUNT_OPTION)
    .addOption(REGISTRY_OPTION)
    .addFlag(JSON_FLAG)
    .setAction(() => import("./add-action.ts"))
    .build(),
  task(
    ["registry", "device", "revoke"],
    "As the owner: stop a device for good, and freeze what it signed since",
  )
    .addOption(optionalText("address", "The device's address"))
    .addOption({
      name: "from",
      description:
        "Since when it is not to be trusted: now, a date (2026-05-01) or a time (2026-05-01T12:00Z)",
      type: ArgumentType.STRING,
      defaultValue: "now",
    })
    .addOption(ACCOUNT_OPTION)
    .addOption(REGISTRY_OPTION)
    .addFlag(JSON_FLAG)
    .setAction(() => import("./revoke-action.ts"))
    .build(),
];
