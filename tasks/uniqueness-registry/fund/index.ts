import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const fundTask = task(
  ["registry", "fund"],
  "Give tokens to the pool that pays the enrolled; nobody can take them out again",
)
  .addOption(optionalText("amount", "How many whole tokens"))
  .addOption(ACCOUNT_OPTION)
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
