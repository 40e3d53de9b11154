import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { REGISTRY_OPTION } from "../arguments.ts";

export const forwardTask = task(
  ["registry", "forward"],
  "Practice: let time pass on a development node, to the next period or by days",
)
  .addOption(optionalText("days", "How many days; default: until the next period begins"))
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
